import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { BusinessCalendar, DayException, DayKind, WorkInterval } from '../../../domain/calendar/calendar-data.ts'
import { dayKinds } from '../../../domain/calendar/calendar-data.ts'
import type { Weekday } from '../../../domain/calendar/local-date.ts'
import { weekdays } from '../../../domain/calendar/local-date.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf, inFull } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { weekdayLabels } from '../../lib/weekday-labels.ts'
import { t } from './words/words.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { zoneChoices } from '../zone-choices.ts'
import { saveCalendar } from './admin-source.ts'
import { minuteOf, timeText } from './minute-of-day.ts'
import { ExceptionList } from './exception-list.tsx'

const usualDay: WorkInterval = { fromMinute: 540, toMinute: 1080 }

interface Editable {
  zone: string
  week: Record<Weekday, readonly WorkInterval[]>
  exceptions: Record<string, DayException>
}

/** Working hours of each weekday and the days that differ; saved as one. */
export function CalendarForm(props: { readonly calendar: BusinessCalendar; readonly onSaved: () => void }): JSX.Element {
  const original = unwrap(props.calendar)
  const [held, setHeld] = createStore<Editable>({
    zone: original.zone,
    week: { ...original.week },
    exceptions: { ...original.exceptions },
  })
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    try {
      await saveCalendar({ ...original, ...unwrap(held) })
      showToast(t('ui.saved'), 'ok')
      props.onSaved()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="stack admin-calendar" onSubmit={(event) => void submit(event)}>
      <p class="muted">{t('admin.calendarHint')}</p>
      <section class="card stack">
        <SelectField
          label={t('admin.zone')}
          value={held.zone}
          options={zoneChoices(original.zone)}
          onValue={(zone) => setHeld('zone', zone)}
        />
        <h2>{t('admin.workingHours')}</h2>
        <For each={weekdays}>
          {(day) => {
            const interval = (): WorkInterval | undefined => held.week[day][0]
            const set = (change: Partial<WorkInterval>): void => {
              const [first = usualDay, ...rest] = held.week[day]
              setHeld('week', day, [{ ...first, ...change }, ...rest])
            }
            const weekday = () => say(weekdayLabels[day])
            return (
              <div class="admin-day">
                <Checkbox
                  label={weekday()}
                  checked={interval() !== undefined}
                  onChecked={(works) => setHeld('week', day, works ? [usualDay] : [])}
                />
                <Show when={interval()} fallback={<span class="muted">{t('admin.dayOff')}</span>}>
                  {(one) => (
                    <span class="row">
                      <TextField
                        label={`${weekday()}: ${t('admin.opens')}`}
                        hideLabel
                        type="time"
                        value={timeText(one().fromMinute)}
                        onValue={(text) => {
                          const minute = minuteOf(text)
                          if (minute !== undefined) set({ fromMinute: minute })
                        }}
                      />
                      –
                      <TextField
                        label={`${weekday()}: ${t('admin.closes')}`}
                        hideLabel
                        type="time"
                        value={timeText(one().toMinute % 1440)}
                        onValue={(text) => {
                          const minute = minuteOf(text)
                          if (minute !== undefined) set({ toMinute: minute === 0 ? 1440 : minute })
                        }}
                      />
                    </span>
                  )}
                </Show>
              </div>
            )
          }}
        </For>
      </section>
      <ExceptionList
        exceptions={held.exceptions}
        kinds={dayKinds.map((kind: DayKind) => ({ value: kind, label: t(`admin.dayKind.${kind}`) }))}
        onChange={(exceptions) => setHeld({ exceptions })}
      />
      <FormEnd refused={inFull(failure())} busy={busy()} />
    </form>
  )
}
