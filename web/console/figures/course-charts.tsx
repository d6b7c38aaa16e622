import type { JSX } from 'solid-js'
import { Show, createMemo } from 'solid-js'
import { spanDays } from '../../../domain/figure-period.ts'
import type { MeasureName } from '../../../domain/visit-figures.ts'
import { figureGroupLabels, measureNames, measures } from '../../../domain/visit-figures.ts'
import { formatCount } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './figures-words.ts'
import { createQuery } from '../../lib/query.ts'
import type { Line } from '../../ui/line-chart.tsx'
import { LineChart } from '../../ui/line-chart.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ChartCard } from './chart-card.tsx'
import { measureText, spanText } from './figure-text.ts'
import { steps } from './figures-query.ts'
import type { FiguresState } from './figures-query.ts'
import type { FiguresAsk, FiguresFilter, FiguresRow } from './figures-source.ts'
import { narrowed, readFigures } from './figures-source.ts'
import { FiguresTable } from './figures-table.tsx'

const counted: readonly { readonly measure: MeasureName; readonly color: string; readonly dashed?: true }[] = [
  { measure: 'visits', color: '--wait', dashed: true },
  { measure: 'held', color: '--accent' },
  { measure: 'noShow', color: '--late' },
  { measure: 'cancelled', color: '--warn' },
]
const productColors = ['--accent', '--ok', '--warn', '--late', '--text-3'] as const
const reactionRange = [-2, 2] as const

/** How visits and the reactions to products went from month to month or week to week. */
export function CourseCharts(props: {
  readonly state: FiguresState
  readonly ask: FiguresAsk
  readonly rows: readonly FiguresRow[]
  readonly onOpen: (filter: FiguresFilter, measure: MeasureName) => void
}): JSX.Element {
  const spans = createMemo(() => props.rows.map(({ key }) => key))
  const lines = createMemo((): Line[] =>
    counted.map(({ measure, ...look }) => ({
      ...look,
      label: say(measures[measure].label),
      values: props.rows.map((row) => measures[measure].of(row.figures)),
    })),
  )
  const within = (filter: FiguresFilter, span: string): FiguresFilter => ({ ...filter, ...spanDays(span, filter) })
  const reactionAsk = createMemo((): FiguresAsk => ({ ...props.state.filter(), by: 'product', over: props.state.step() }))
  const reactions = createQuery(reactionAsk, readFigures, { keep: true, mergeBy: 'none' })
  const told = createMemo(() => (reactions.data()?.rows ?? []).filter((row) => row.figures.reactions > 0))
  const productLines = createMemo((): Line[] => {
    const products = [...new Set(told().map(({ key }) => key))].slice(0, productColors.length)
    return products.map((product, at) => ({
      label: product,
      color: productColors[at] ?? '--text-3',
      values: spans().map((span) => {
        const row = told().find((one) => one.key === product && one.span === span)
        return row ? measures.reaction.of(row.figures) : null
      }),
    }))
  })
  return (
    <div class="figures-charts">
      <ChartCard
        title={t('figures.course')}
        ask={props.ask}
        chart={() => (
          <LineChart
            axis={say(figureGroupLabels[props.state.step()])}
            label={t('figures.course')}
            places={spans().map(spanText)}
            lines={lines()}
            format={formatCount}
          />
        )}
        table={() => (
          <FiguresTable
            label={t('figures.course')}
            head={say(figureGroupLabels[props.state.step()])}
            rows={props.rows}
            shown={measureNames}
            name={(row) => spanText(row.key)}
            onOpen={(row, measure) => props.onOpen(within(props.state.filter(), row.key), measure)}
          />
        )}
      >
        <Tabs
          label={t('figures.step')}
          current={props.state.step()}
          tabs={steps.map((id) => ({ id, label: say(figureGroupLabels[id]) }))}
          onChoose={(step) => props.state.patch({ step: step === 'month' ? null : step })}
        />
      </ChartCard>
      <Show when={productLines().length > 0}>
        <ChartCard
          title={t('figures.reactions')}
          ask={reactionAsk()}
          chart={() => (
            <LineChart
              axis={say(figureGroupLabels[props.state.step()])}
              label={t('figures.reactions')}
              places={spans().map(spanText)}
              lines={productLines()}
              range={reactionRange}
              format={(value) => measureText('reaction', value)}
            />
          )}
          table={() => (
            <FiguresTable
              label={t('figures.reactions')}
              head={say(figureGroupLabels.product)}
              rows={told()}
              shown={['reaction', 'held', 'visits']}
              name={(row) => `${row.label} · ${spanText(row.span ?? '')}`}
              onOpen={(row, measure) => props.onOpen(within(narrowed(props.state.filter(), 'product', row.key), row.span ?? ''), measure)}
            />
          )}
        />
      </Show>
    </div>
  )
}
