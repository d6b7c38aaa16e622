import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { dayOfIsoDate, partsOfDay } from '../../../domain/calendar/local-date.ts'
import { daysOfPeriod } from '../../../domain/figure-period.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf, unplaced } from '../../lib/failure.ts'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Plan } from './plans-source.ts'
import { savePlan } from './plans-source.ts'
import { t } from './plans-words.ts'

type Cycle = 'thisQuarter' | 'nextQuarter' | 'ownDays'
const cycles: readonly Cycle[] = ['thisQuarter', 'nextQuarter', 'ownDays']

function quarterOf(cycle: Cycle, today: number): { readonly from: string; readonly to: string } {
  const present = daysOfPeriod('quarter', today)
  return cycle === 'nextQuarter' ? daysOfPeriod('quarter', (dayOfIsoDate(present.to) ?? today) + 1) : present
}

function quarterName(from: string): string {
  const { year, month } = partsOfDay(dayOfIsoDate(from) ?? 0)
  return t('plans.quarterName', { quarter: Math.ceil(month / 3), year })
}

/** Adds a plan or changes one: its name and its days, a quarter by one tap. `today` is a day number. */
export function PlanDialog(props: {
  readonly plan: Plan | undefined
  readonly today: number
  readonly onClose: () => void
  readonly onSaved: (plan: Plan) => void
}): JSX.Element {
  const [cycle, setCycle] = createSignal<Cycle>(props.plan === undefined ? 'nextQuarter' : 'ownDays')
  const suggested = quarterOf(cycle(), props.today)
  const [days, setDays] = createSignal(props.plan ?? suggested)
  const [name, setName] = createSignal(props.plan?.name ?? quarterName(suggested.from))
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  const choose = (next: string): void => {
    const chosen = cycles.find((one) => one === next) ?? 'ownDays'
    const named = name() === '' || name() === quarterName(days().from)
    setCycle(chosen)
    if (chosen === 'ownDays') return
    setDays(quarterOf(chosen, props.today))
    if (named) setName(quarterName(days().from))
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    try {
      const { from, to } = days()
      props.onSaved(await savePlan({ name: name(), from, to, ...(props.plan === undefined ? {} : { id: props.plan.id }) }))
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const day = (which: 'from' | 'to'): JSX.Element => (
    <TextField
      label={t(`plans.${which}`)}
      type="date"
      required
      value={days()[which]}
      error={failure()?.problems[which]}
      onValue={(value) => setDays({ from: days().from, to: days().to, [which]: value })}
    />
  )
  return (
    <Dialog title={t(props.plan === undefined ? 'plans.newPlan' : 'plans.changePlan')} onClose={() => props.onClose()}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <ChoiceField
          label={t('plans.cycle')}
          value={cycle()}
          options={cycles.map((value) => ({ value, label: t(`plans.${value}`) }))}
          onValue={choose}
        />
        <Show when={cycle() === 'ownDays'}>
          <div class="row plans-days">
            {day('from')}
            {day('to')}
          </div>
        </Show>
        <TextField
          label={t('plans.planName')}
          required
          maxLength={120}
          value={name()}
          error={failure()?.problems['name']}
          onValue={setName}
        />
        <FormEnd refused={unplaced(failure())} busy={busy()} onCancel={() => props.onClose()} />
      </form>
    </Dialog>
  )
}
