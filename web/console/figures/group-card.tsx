import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { MeasureName } from '../../../domain/visit-figures.ts'
import { figureGroupLabels, measureNames } from '../../../domain/visit-figures.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './figures-words.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { FiguresExport } from './chart-card.tsx'
import { groups } from './figures-query.ts'
import type { FiguresState } from './figures-query.ts'
import type { FiguresAnswer, FiguresAsk, FiguresFilter, FiguresRow } from './figures-source.ts'
import { narrowed } from './figures-source.ts'
import { FiguresTable } from './figures-table.tsx'

const parameters = { rep: 'rep', organization: 'org', product: 'product' } as const

/** The same figures by whom, where, and with what; a name narrows everything to it. */
export function GroupCard(props: {
  readonly state: FiguresState
  readonly ask: FiguresAsk
  readonly answer: FiguresAnswer | undefined
  readonly onOpen: (filter: FiguresFilter, measure: MeasureName) => void
}): JSX.Element {
  const choose = (row: FiguresRow): void => props.state.patch({ [parameters[props.state.by()]]: row.key })
  return (
    <section class="card figures-card">
      <header>
        <Tabs
          label={t('figures.by')}
          current={props.state.by()}
          tabs={groups.map((id) => ({ id, label: say(figureGroupLabels[id]) }))}
          onChoose={(by) => props.state.patch({ by: by === 'rep' ? null : by })}
        />
        <FiguresExport ask={props.ask} />
      </header>
      <Show when={props.answer} fallback={<Skeleton lines={6} />}>
        {(answer) => (
          <>
            <FiguresTable
              label={t('figures.by')}
              head={say(figureGroupLabels[props.state.by()])}
              rows={answer().rows}
              shown={measureNames}
              name={(row) => row.label || t('figures.unnamed')}
              onChoose={choose}
              onOpen={(row, measure) => props.onOpen(narrowed(props.state.filter(), props.state.by(), row.key), measure)}
            />
            <Show when={answer().rows.length === 0}>
              <p class="muted">{t('figures.noRows')}</p>
            </Show>
            <Show when={answer().more}>
              <p class="muted">{t('figures.moreRows')}</p>
            </Show>
          </>
        )}
      </Show>
    </section>
  )
}
