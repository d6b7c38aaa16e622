import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createMemo, createSignal } from 'solid-js'
import { goals as goalsField, mode as modeField, visitModes } from '../../../domain/visit-fields.ts'
import type { VisitMode } from '../../../domain/visit-fields.ts'
import { visit } from '../../../domain/visit.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { showToast } from '../../ui/toast.tsx'
import { startableFor } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import type { PlanState } from './plan-query.ts'
import type { Booked, Plan, ProposalsAsk } from './plans-source.ts'
import { bookVisits, readProposals } from './plans-source.ts'
import { t } from './plans-words.ts'
import { ProposalRow } from './proposal-row.tsx'

const lengths = [15, 30, 45, 60, 90] as const

/** The next visit of each contact of a plan, to be looked at, chosen and booked together. */
export function ProposalsDialog(props: {
  readonly plan: Plan
  readonly filter: ReturnType<PlanState['filter']>
  readonly onBooked: () => void
  readonly onClose: () => void
}): JSX.Element {
  const me = useMe()
  const mayBook = (): boolean => startableFor(me().user.roles).includes(visit)
  const [mode, setMode] = createSignal<VisitMode>('remote')
  const [durationMinutes, setDuration] = createSignal(30)
  const [goals, setGoals] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set())
  const [moved, setMoved] = createSignal<ReadonlyMap<string, string>>(new Map())
  const [results, setResults] = createSignal<ReadonlyMap<string, Booked>>(new Map())
  const ask = createMemo((): ProposalsAsk => ({ planId: props.plan.id, ...props.filter, mode: mode(), durationMinutes: durationMinutes() }))
  const proposals = createQuery(ask, readProposals)
  const again = (): void => {
    setResults(new Map())
    setMoved(new Map())
    void proposals.refetch()
  }
  const chosen = () =>
    (proposals.data()?.items ?? []).flatMap(({ id, turn, slot }) => {
      const startsAt = moved().get(id) ?? slot?.startsAt
      const isDone = results().get(id)?.refused === null
      return startsAt === undefined || isDone || left().has(id) ? [] : [{ id, turn, startsAt }]
    })
  const choose = (id: string, on: boolean): void => {
    const next = new Set(left())
    if (on) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  const submit = async (): Promise<void> => {
    const bookings = chosen()
    setMissing(goals().trim() === '')
    if (missing() || busy() || bookings.length === 0) return
    setBusy(true)
    try {
      const how = { mode: mode(), durationMinutes: durationMinutes(), goals: goals().trim() }
      const { items } = await bookVisits({ planId: props.plan.id, ...how, bookings })
      setResults(new Map([...results(), ...items.map((item) => [item.id, item] as const)]))
      const refused = items.filter((item) => item.refused !== null).length
      if (refused < items.length) showToast(t('plans.bookedCount', { count: items.length - refused }), 'ok')
      if (refused > 0) showToast(t('plans.notBooked', { count: refused }), 'late')
      props.onBooked()
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('plans.proposalsTitle')} onClose={() => props.onClose()}>
      <div class="stack">
        <ChoiceField
          label={say(modeField.label)}
          value={mode()}
          options={modeField.options.map(({ value, label }) => ({ value, label: say(label) }))}
          onValue={(value) => setMode(visitModes.find((one) => one === value) ?? 'remote')}
        />
        <ChoiceField
          label={t('plans.duration')}
          value={String(durationMinutes())}
          options={lengths.map((value) => ({ value: String(value), label: String(value) }))}
          onValue={(value) => setDuration(Number(value))}
        />
        <Switch fallback={<Skeleton lines={5} />}>
          <Match when={proposals.failure()}>{(failure) => <p role="alert">{failure().message}</p>}</Match>
          <Match when={proposals.data()?.items.length === 0}>
            <p class="muted">{t('plans.noProposals')}</p>
          </Match>
          <Match when={proposals.data()}>
            {(found) => (
              <>
                <ul class="plans-proposals">
                  <For each={found().items}>
                    {(proposal) => (
                      <ProposalRow
                        plan={props.plan}
                        proposal={proposal}
                        startsAt={moved().get(proposal.id) ?? proposal.slot?.startsAt}
                        chosen={mayBook() ? !left().has(proposal.id) : undefined}
                        result={results().get(proposal.id)}
                        onChosen={(on) => choose(proposal.id, on)}
                        onTime={(startsAt) => setMoved(new Map([...moved(), [proposal.id, startsAt]]))}
                        onAllowed={again}
                      />
                    )}
                  </For>
                </ul>
                <Show when={found().more}>
                  <p class="muted">{t('plans.firstProposals', { count: found().items.length })}</p>
                </Show>
                <Show when={mayBook()}>
                  <TextArea
                    label={t('plans.goals')}
                    required
                    maxLength={goalsField.max}
                    value={goals()}
                    error={missing() ? t('plans.goalsNeeded') : undefined}
                    onValue={setGoals}
                  />
                  <div class="row">
                    <Button kind="main" busy={busy()} disabled={chosen().length === 0} onClick={() => void submit()}>
                      {t('plans.book', { count: chosen().length })}
                    </Button>
                  </div>
                </Show>
              </>
            )}
          </Match>
        </Switch>
      </div>
    </Dialog>
  )
}
