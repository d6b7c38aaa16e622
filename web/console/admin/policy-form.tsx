import type { JSX } from 'solid-js'
import { Show, createMemo, createSignal } from 'solid-js'
import type { BusinessCalendar } from '../../../domain/calendar/business-calendar.ts'
import type { Clock, DurationUnit, Policy } from '../../../domain/calendar/clock.ts'
import { clocks, durationUnits } from '../../../domain/calendar/clock.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf, unplaced } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { Button } from '../../ui/button.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { ListedPolicy } from './admin-source.ts'
import { policyText, previewOf } from './policy-words.ts'

const mostAmount = 100_000

/** Changes one time limit; says at once when it would run out. */
export function PolicyForm(props: {
  readonly policy: ListedPolicy
  readonly calendar: BusinessCalendar
  readonly onClose: () => void
  /** Null goes back to the default. */
  readonly onSave: (own: Policy | null) => Promise<void>
}): JSX.Element {
  const first = props.policy.own ?? props.policy.usual
  const [amount, setAmount] = createSignal(String(first.amount))
  const [unit, setUnit] = createSignal<DurationUnit>(first.unit)
  const [clock, setClock] = createSignal<Clock>(first.clock)
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  const typed = createMemo((): Policy | undefined => {
    const number = Number(amount().replace(/\s/g, ''))
    if (!Number.isInteger(number) || number < 1 || number > mostAmount) return undefined
    return { amount: number, unit: unit(), clock: clock() }
  })
  const preview = createMemo(() => {
    const policy = typed()
    return policy === undefined ? undefined : previewOf(props.calendar, policy)
  })
  const wrong = (): string | undefined => {
    if (typed() === undefined) return t('policies.badAmount')
    return preview() === undefined ? t('policies.tooLong') : failure()?.problems['amount']
  }
  const send = async (own: Policy | null): Promise<void> => {
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    try {
      await props.onSave(own)
    } catch (error) {
      setFailure(failureOf(error))
      setBusy(false)
    }
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const policy = typed()
    if (policy !== undefined && preview() !== undefined) void send(policy)
  }
  return (
    <form class="policy-form" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && props.onClose()} novalidate>
      <h3>{say(props.policy.label)}</h3>
      <div class="policy-fields">
        <TextField
          label={t('policies.amount')}
          inputMode="numeric"
          maxLength={7}
          autofocus
          error={wrong()}
          value={amount()}
          onValue={setAmount}
        />
        <SelectField
          label={t('policies.unit')}
          value={unit()}
          options={durationUnits.map((one) => ({ value: one, label: t(`policies.${one}`, { count: typed()?.amount ?? 0 }) }))}
          onValue={(value) => setUnit(durationUnits.find((one) => one === value) ?? first.unit)}
        />
        <SelectField
          label={t('policies.clock')}
          value={clock()}
          options={clocks.map((one) => ({ value: one, label: t(`policies.clock.${one}`) }))}
          onValue={(value) => setClock(clocks.find((one) => one === value) ?? first.clock)}
        />
      </div>
      <p class="tiny" aria-live="polite">
        <Show when={preview()}>{(moment) => <>{t('policies.preview', { moment: moment() })} · </>}</Show>
        {t('policies.usualIs', { value: policyText(props.policy.usual) })}
      </p>
      <FormEnd small refused={unplaced(failure())} busy={busy()} onCancel={() => props.onClose()}>
        <Show when={props.policy.own !== null}>
          <Button small onClick={() => void send(null)}>
            {t('policies.reset')}
          </Button>
        </Show>
      </FormEnd>
    </form>
  )
}
