import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { dayIn } from '../../../domain/calendar/day-in.ts'
import { dayOfIsoDate, isoDateOfDay } from '../../../domain/calendar/local-date.ts'
import { monthText } from '../../../domain/text/month.ts'
import { failureOf } from '../../lib/failure.ts'
import { now, zoneName } from '../../lib/format.ts'
import { lang } from '../../lib/preferences.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Plan } from './plans-source.ts'
import { allowVisits } from './plans-source.ts'
import { t } from './plans-words.ts'

/** The months of a cycle that are not over, `2026-11`. */
function monthsLeft({ from, to }: Plan): readonly string[] {
  const today = dayIn(zoneName(), now())
  const [first, last] = [dayOfIsoDate(from > today ? from : today) ?? 0, dayOfIsoDate(to) ?? 0]
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => isoDateOfDay(first + at).slice(0, 7))
  return [...new Set(days)]
}

/** Lets a manager have a contact visited once more in a month than they agreed to, and say why. */
export function AllowForm(props: { readonly plan: Plan; readonly contactId: string; readonly onAllowed: () => void }): JSX.Element {
  const months = monthsLeft(props.plan)
  const [open, setOpen] = createSignal(false)
  const [month, setMonth] = createSignal(months[0] ?? '')
  const [reason, setReason] = createSignal('')
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    try {
      await allowVisits({ contactId: props.contactId, month: month(), extra: 1, reason: reason() })
      showToast(t('plans.allowed'), 'ok')
      props.onAllowed()
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
  }
  return (
    <Show
      when={open()}
      fallback={
        <Button small onClick={() => setOpen(true)}>
          {t('plans.allow')}
        </Button>
      }
    >
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <SelectField
          label={t('plans.allowMonth')}
          value={month()}
          options={months.map((value) => ({ value, label: monthText(value, lang()) }))}
          onValue={setMonth}
        />
        <TextField label={t('plans.allowReason')} required maxLength={500} value={reason()} onValue={setReason} />
        <div class="row">
          <Button type="submit">{t('plans.allow')}</Button>
        </div>
      </form>
    </Show>
  )
}
