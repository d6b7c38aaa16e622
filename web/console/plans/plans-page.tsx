import type { JSX } from 'solid-js'
import { Match, Show, Switch, createMemo, createSignal } from 'solid-js'
import CalendarRange from 'lucide-solid/icons/calendar-range'
import Plus from 'lucide-solid/icons/plus'
import { dayMs } from '../../../domain/calendar/local-date.ts'
import { wallTime } from '../../../domain/calendar/zone.ts'
import { keepsDirectory, readsDirectory } from '../../../domain/directory-rights.ts'
import { now } from '../../lib/format.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ForbiddenPage } from '../forbidden-page.tsx'
import NotFoundPage from '../not-found-page.tsx'
import { useMe } from '../session/session.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { usePlanQuery } from './plan-query.ts'
import { PlanView } from './plan-view.tsx'
import type { Plan } from './plans-source.ts'
import { readPlans } from './plans-source.ts'
import { t } from './plans-words.ts'
import './plans.css'

/** Whom representatives are to visit how often, and what came of it. */
export default function PlansPage(): JSX.Element {
  const me = useMe()
  return (
    <Show
      when={readsDirectory(me().user.roles)}
      fallback={<ForbiddenPage title={t('plans.forbidden')}>{t('kind.forbiddenText')}</ForbiddenPage>}
    >
      <Plans />
    </Show>
  )
}

function Plans(): JSX.Element {
  const me = useMe()
  const plans = createQuery(() => true, readPlans, { keep: true })
  const today = createMemo(() => Math.floor(wallTime(me().organization.zone, now()) / dayMs))
  const state = usePlanQuery(() => plans.data()?.items, today)
  const [written, setWritten] = createSignal<Plan | 'new'>()
  const mayKeep = (): boolean => keepsDirectory(me().user.roles)
  const saved = (plan: Plan): void => {
    setWritten(undefined)
    void plans.refetch().then(() => state.open(plan.id))
  }
  return (
    <div class="page plans">
      <header class="page-head">
        <h1>{t('plans.title')}</h1>
        <Show when={state.plan()}>
          {(plan) => (
            <>
              <SelectField
                label={t('plans.which')}
                hideLabel
                value={plan().id}
                options={(plans.data()?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                onValue={state.open}
              />
              <Show when={mayKeep()}>
                <Button small onClick={() => setWritten(plan())}>
                  {t('plans.changePlan')}
                </Button>
              </Show>
            </>
          )}
        </Show>
        <span class="grow" />
        <Show when={mayKeep()}>
          <Button small icon={<Plus size={16} aria-hidden="true" />} onClick={() => setWritten('new')}>
            {t('plans.newPlan')}
          </Button>
        </Show>
      </header>
      <Switch fallback={<Skeleton lines={6} tall />}>
        <Match when={state.plan()} keyed>
          {(plan) => <PlanView plan={plan} state={state} today={today()} mayKeep={mayKeep()} />}
        </Match>
        <Match when={plans.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void plans.refetch()} />}</Match>
        <Match when={plans.data()?.items.length === 0}>
          <EmptyState icon={<CalendarRange size={24} />} title={t('plans.none')}>
            {t('plans.noneText')}
          </EmptyState>
        </Match>
        <Match when={plans.data()}>
          <NotFoundPage />
        </Match>
      </Switch>
      <Show when={written()} keyed>
        {(plan) => (
          <PlanDialog plan={plan === 'new' ? undefined : plan} today={today()} onClose={() => setWritten(undefined)} onSaved={saved} />
        )}
      </Show>
    </div>
  )
}
