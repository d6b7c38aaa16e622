import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal } from 'solid-js'
import Pencil from 'lucide-solid/icons/pencil'
import Users from 'lucide-solid/icons/users'
import { createPaged } from '../../lib/paged.ts'
import { IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { VisitsBehind } from '../figures/visits-behind.tsx'
import { PagedList } from '../shell/paged-list.tsx'
import { CoverageBar } from './coverage-bar.tsx'
import type { PlanState } from './plan-query.ts'
import type { Plan, Target, TargetsAsk, Targets } from './plans-source.ts'
import { readTargets } from './plans-source.ts'
import { t } from './plans-words.ts'

/** The contacts of a plan; a row opens its visits in the cycle. */
export function TargetList(props: {
  readonly plan: Plan
  readonly state: PlanState
  readonly onChange: ((target: Target) => void) | undefined
}): JSX.Element {
  const ask = createMemo((): TargetsAsk => ({ planId: props.plan.id, ...props.state.filter() }))
  const list = createPaged<TargetsAsk, Targets>(ask, readTargets, 'id')
  const [behind, setBehind] = createSignal<Target>()
  const isNarrowed = (): boolean => Object.keys(props.state.filter()).length > 0
  return (
    <PagedList
      list={list}
      empty={
        <EmptyState icon={<Users size={22} />} title={t(isNarrowed() ? 'plans.notFoundTitle' : 'plans.noTargets')}>
          {t(isNarrowed() ? 'plans.notFoundText' : 'plans.noTargetsText')}
        </EmptyState>
      }
    >
      <ul class="card open-rows plans-rows">
        <For each={list.items()}>
          {(target) => (
            <li>
              <button type="button" class="open-row" onClick={() => setBehind(target)}>
                <span>
                  <b>{target.contactName}</b>
                  <span class="tiny plans-line">
                    {[target.organizationName, target.refused ? t('plans.refused') : null].filter(Boolean).join(' · ')}
                  </span>
                  <span class="tiny plans-line">{[target.repName || t('plans.formerRep'), ...target.products].join(' · ')}</span>
                </span>
                <span class="num">{t('plans.heldOfShort', { held: target.held, wanted: target.wanted })}</span>
                <CoverageBar of={target} />
              </button>
              <Show when={props.onChange}>
                {(change) => (
                  <IconButton
                    label={t('plans.changeTarget', { name: target.contactName })}
                    icon={<Pencil size={16} aria-hidden="true" />}
                    onClick={() => change()(target)}
                  />
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={behind()} keyed>
        {({ contactId, contactName, repId }) => (
          <VisitsBehind
            title={t('plans.visits', { name: contactName })}
            ask={{ from: props.plan.from, to: props.plan.to, repId, contactId, measure: 'visits' }}
            onClose={() => setBehind(undefined)}
          />
        )}
      </Show>
    </PagedList>
  )
}
