import type { JSX } from 'solid-js'
import { Match, Show, Switch, createMemo, createSignal } from 'solid-js'
import Plus from 'lucide-solid/icons/plus'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { CoverageCard } from './coverage-card.tsx'
import { GroupList } from './group-list.tsx'
import { PlanFilter } from './plan-filter.tsx'
import type { PlanState } from './plan-query.ts'
import { planParts } from './plan-query.ts'
import type { CoverageAsk, Plan, Target } from './plans-source.ts'
import { readPlanCoverage } from './plans-source.ts'
import { t } from './plans-words.ts'
import { ProposalsDialog } from './proposals-dialog.tsx'
import { TargetList } from './target-list.tsx'
import { TargetWindow } from './target-window.tsx'

/** One plan: how far it has come, whole, by groups and contact by contact. */
export function PlanView(props: {
  readonly plan: Plan
  readonly state: PlanState
  readonly today: number
  readonly mayKeep: boolean
}): JSX.Element {
  const group = () => (props.state.part() === 'rep' ? 'rep' : 'organization')
  const ask = createMemo((): CoverageAsk => ({ planId: props.plan.id, by: group(), ...props.state.filter() }))
  const coverage = createQuery(ask, readPlanCoverage, { keep: true })
  const [written, setWritten] = createSignal<Target | 'new'>()
  const [planning, setPlanning] = createSignal(false)
  const [turn, setTurn] = createSignal(0)
  const organizationName = (): string | undefined => {
    const id = props.state.filter().organizationId
    return coverage.data()?.rows.find((row) => row.id === id)?.label
  }
  const refresh = (): void => {
    setTurn(turn() + 1)
    void coverage.refetch()
  }
  const saved = (): void => {
    setWritten(undefined)
    refresh()
  }
  return (
    <Switch fallback={<Skeleton lines={6} tall />}>
      <Match when={coverage.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void coverage.refetch()} />}</Match>
      <Match when={coverage.data()}>
        {(found) => (
          <>
            <CoverageCard coverage={found()} today={props.today} />
            <div class="row plans-tools">
              <Tabs
                label={t('plans.parts')}
                current={props.state.part()}
                tabs={planParts.map((id) => ({ id, label: t(`plans.part.${id}`) }))}
                onChoose={props.state.show}
              />
              <span class="grow" />
              <Button onClick={() => setPlanning(true)}>{t('plans.proposals')}</Button>
              <Show when={props.mayKeep}>
                <Button kind="main" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setWritten('new')}>
                  {t('plans.addTarget')}
                </Button>
              </Show>
            </div>
            <PlanFilter state={props.state} organizationName={organizationName()} />
            <Show
              when={props.state.part() !== 'contact'}
              fallback={
                <Show when={{ turn: turn() }} keyed>
                  <TargetList plan={props.plan} state={props.state} onChange={props.mayKeep ? setWritten : undefined} />
                </Show>
              }
            >
              <GroupList by={group()} coverage={found()} onOpen={(id) => props.state.narrow(group(), id)} />
            </Show>
            <Show when={planning()}>
              <ProposalsDialog plan={props.plan} filter={props.state.filter()} onBooked={refresh} onClose={() => setPlanning(false)} />
            </Show>
            <Show when={written()} keyed>
              {(target) => (
                <TargetWindow
                  planId={props.plan.id}
                  target={target === 'new' ? undefined : target}
                  onClose={() => setWritten(undefined)}
                  onSaved={saved}
                />
              )}
            </Show>
          </>
        )}
      </Match>
    </Switch>
  )
}
