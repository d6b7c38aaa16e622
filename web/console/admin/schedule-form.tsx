import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { weekdays } from '../../../domain/backup.ts'
import { weekdays as weekdayNames } from '../../../domain/calendar/local-date.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf, inFull } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { weekdayLabels } from '../../lib/weekday-labels.ts'
import { t } from './words/words.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { BackupSchedule } from './admin-source.ts'
import { minuteOf, timeText } from './minute-of-day.ts'

const mostKept = 365

/** Day, time and how many are kept. */
export function ScheduleForm(props: {
  readonly schedule: BackupSchedule
  readonly title: string
  readonly onClose: () => void
  readonly onSave: (changes: Pick<BackupSchedule, 'weekday' | 'minuteOfDay' | 'keep'>) => Promise<void>
}): JSX.Element {
  const [weekday, setWeekday] = createSignal(props.schedule.weekday)
  const [time, setTime] = createSignal(timeText(props.schedule.minuteOfDay))
  const [keep, setKeep] = createSignal(String(props.schedule.keep))
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  const kept = (): number | undefined => {
    const number = Number(keep())
    return /^\d+$/.test(keep().trim()) && number >= 1 && number <= mostKept ? number : undefined
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const [minuteOfDay, count] = [minuteOf(time()), kept()]
    if (busy() || minuteOfDay === undefined || count === undefined) return
    setBusy(true)
    setFailure(undefined)
    try {
      await props.onSave({ weekday: weekday(), minuteOfDay, keep: count })
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && props.onClose()}
      novalidate
    >
      <h3>{props.title}</h3>
      <div class="schedule-fields">
        <Show when={weekday() !== null}>
          <SelectField
            label={t('backups.weekday')}
            value={String(weekday())}
            options={weekdayNames.map((name, at) => ({ value: String(at + 1), label: say(weekdayLabels[name]) }))}
            onValue={(value) => setWeekday(weekdays.find((day) => String(day) === value) ?? weekday())}
          />
        </Show>
        <TextField
          label={t('backups.time')}
          type="time"
          error={minuteOf(time()) === undefined ? t('backups.badTime') : undefined}
          value={time()}
          onValue={setTime}
        />
        <TextField
          label={t('backups.keep')}
          inputMode="numeric"
          maxLength={3}
          error={kept() === undefined ? t('backups.badKeep') : undefined}
          value={keep()}
          onValue={setKeep}
        />
      </div>
      <p class="tiny">{t('backups.keepHint')}</p>
      <FormEnd small refused={inFull(failure())} busy={busy()} onCancel={() => props.onClose()} />
    </form>
  )
}
