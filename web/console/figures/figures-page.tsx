import type { JSX } from 'solid-js'
import { Match, Show, Switch, createMemo, createSignal } from 'solid-js'
import CalendarClock from 'lucide-solid/icons/calendar-clock'
import ChartNoAxesColumn from 'lucide-solid/icons/chart-no-axes-column'
import type { MeasureName } from '../../../domain/visit-figures.ts'
import { createQuery } from '../../lib/query.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ForbiddenPage } from '../forbidden-page.tsx'
import { mayReadVisits } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { CourseCharts } from './course-charts.tsx'
import { FigureCards } from './figure-cards.tsx'
import { FiguresFilterBar } from './figures-filter.tsx'
import { useFiguresQuery } from './figures-query.ts'
import type { BehindAsk, FiguresFilter } from './figures-source.ts'
import { readCoverage, readFigures } from './figures-source.ts'
import { GroupCard } from './group-card.tsx'
import { ReportCostsCard } from './report-costs-card.tsx'
import { t } from './figures-words.ts'
import { ReportsWindow } from './reports-window.tsx'
import { VisitsBehind } from './visits-behind.tsx'
import './figures.css'
import './reports.css'

/** How visits went: totals, their course in time, and by whom, where and with what. */
export default function FiguresPage(): JSX.Element {
  const me = useMe()
  return (
    <Show
      when={mayReadVisits(me().user.roles)}
      fallback={<ForbiddenPage title={t('figures.forbidden')}>{t('kind.forbiddenText')}</ForbiddenPage>}
    >
      <FiguresView />
    </Show>
  )
}

function FiguresView(): JSX.Element {
  const me = useMe()
  const state = useFiguresQuery(() => me().organization.zone)
  const [behind, setBehind] = createSignal<BehindAsk>()
  const [reporting, setReporting] = createSignal(false)
  const open = (filter: FiguresFilter, measure: MeasureName): void => void setBehind({ ...filter, measure })
  const course = createMemo(() => ({ ...state.filter(), by: state.step() }))
  const figures = createQuery(course, readFigures, { keep: true, mergeBy: 'key' })
  const coverage = createQuery(state.filter, readCoverage, { keep: true })
  const groups = createMemo(() => ({ ...state.filter(), by: state.by() }))
  const grouped = createQuery(groups, readFigures, { keep: true, mergeBy: 'key' })
  return (
    <div class="page figures">
      <header class="page-head">
        <h1>{t('figures.title')}</h1>
        <Button kind="ghost" icon={<CalendarClock size={16} aria-hidden="true" />} onClick={() => setReporting(true)}>
          {t('schedule.open')}
        </Button>
      </header>
      <FiguresFilterBar state={state} />
      <Switch fallback={<Skeleton lines={6} tall />}>
        <Match when={figures.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void figures.refetch()} />}</Match>
        <Match when={figures.data()?.total.visits === 0}>
          <EmptyState
            icon={<ChartNoAxesColumn size={24} />}
            title={t('figures.emptyTitle')}
            action={<ButtonLink href="/k/visit">{t('figures.toVisits')}</ButtonLink>}
          >
            {t('figures.emptyText')}
          </EmptyState>
        </Match>
        <Match when={figures.data()}>
          {(found) => (
            <>
              <FigureCards total={found().total} coverage={coverage.data()} onOpen={(measure) => open(state.filter(), measure)} />
              <CourseCharts state={state} ask={course()} rows={found().rows} onOpen={open} />
              <GroupCard state={state} ask={groups()} answer={grouped.data()} onOpen={open} />
              <ReportCostsCard filter={state.filter()} />
            </>
          )}
        </Match>
      </Switch>
      <Show when={reporting()}>
        <ReportsWindow state={state} onClose={() => setReporting(false)} />
      </Show>
      <Show when={behind()} keyed>
        {(ask) => <VisitsBehind ask={ask} onClose={() => setBehind(undefined)} />}
      </Show>
    </div>
  )
}
