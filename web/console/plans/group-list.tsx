import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { CoverageGroup } from '../../../domain/visit-plan.ts'
import { CoverageBar } from './coverage-bar.tsx'
import type { CoverageRow, PlanCoverage } from './plans-source.ts'
import { t } from './plans-words.ts'

/** Coverage by representative or organization; a row opens its contacts. */
export function GroupList(props: {
  readonly by: CoverageGroup
  readonly coverage: PlanCoverage
  readonly onOpen: (id: string | null) => void
}): JSX.Element {
  const nameOf = (row: CoverageRow): string => row.label || t(props.by === 'rep' ? 'plans.formerRep' : 'plans.nowhere')
  return (
    <>
      <ul class="card open-rows plans-rows">
        <For each={props.coverage.rows}>
          {(row) => (
            <li>
              <button type="button" class="open-row" onClick={() => props.onOpen(row.id)}>
                <span>
                  <b>{nameOf(row)}</b>
                  <span class="tiny plans-line">{t('plans.contactsDone', { done: row.done, count: row.targets })}</span>
                </span>
                <span class="num">{t('plans.heldOfShort', { held: row.held, wanted: row.wanted })}</span>
                <CoverageBar of={row} />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.coverage.more}>
        <p class="muted">{t('plans.moreRows')}</p>
      </Show>
    </>
  )
}
