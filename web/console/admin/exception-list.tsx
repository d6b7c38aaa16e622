import type { JSX } from 'solid-js'
import { For, createMemo, createSignal } from 'solid-js'
import X from 'lucide-solid/icons/x'
import type { DayException, DayKind } from '../../../domain/calendar/calendar-data.ts'
import { dayKinds } from '../../../domain/calendar/calendar-data.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { lang } from '../../lib/preferences.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import type { Option } from '../../ui/select-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'

type Exceptions = Readonly<Record<string, DayException>>

/** Dates that differ from their weekday, by year; the nearest year first. */
export function ExceptionList(props: {
  readonly exceptions: Exceptions
  readonly kinds: readonly Option[]
  readonly onChange: (exceptions: Record<string, DayException>) => void
}): JSX.Element {
  const thisYear = String(new Date().getFullYear())
  const [year, setYear] = createSignal(thisYear)
  const [date, setDate] = createSignal('')
  const [kind, setKind] = createSignal<DayKind>('off')
  const years = createMemo(() => [...new Set([thisYear, ...Object.keys(props.exceptions).map((day) => day.slice(0, 4))])].toSorted())
  const shown = createMemo(() =>
    Object.entries(props.exceptions)
      .filter(([day]) => day.startsWith(year()))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  const dayText = (day: string): string =>
    new Intl.DateTimeFormat(lang() === 'ru' ? 'ru-RU' : 'en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(Date.parse(`${day}T00:00:00Z`))
  const add = (): void => {
    if (date() === '') return
    props.onChange({ ...props.exceptions, [date()]: { kind: kind() } })
    setYear(date().slice(0, 4))
    setDate('')
  }
  const remove = (day: string): void =>
    props.onChange(Object.fromEntries(Object.entries(props.exceptions).filter(([held]) => held !== day)))
  return (
    <section class="card stack">
      <div class="row">
        <h2 class="grow">{t('admin.exceptions')}</h2>
        <SelectField
          label={t('admin.year')}
          hideLabel
          value={year()}
          options={years().map((one) => ({ value: one, label: one }))}
          onValue={setYear}
        />
      </div>
      <p class="tiny">{t('admin.exceptionsHint')}</p>
      <ul class="admin-exceptions">
        <For each={shown()}>
          {([day, exception]) => (
            <li>
              <span class="grow num">{dayText(day)}</span>
              <span class="muted">
                {props.kinds.find((option) => option.value === exception.kind)?.label}
                {exception.note === undefined ? '' : ` · ${say(exception.note)}`}
              </span>
              <IconButton
                small
                label={t('ui.removeNamed', { name: dayText(day) })}
                icon={<X size={15} aria-hidden="true" />}
                onClick={() => remove(day)}
              />
            </li>
          )}
        </For>
      </ul>
      <div class="row admin-add-day">
        <TextField label={t('admin.day')} type="date" value={date()} onValue={setDate} />
        <SelectField
          label={t('admin.dayKind')}
          value={kind()}
          options={props.kinds}
          onValue={(value) => setKind(dayKinds.find((one) => one === value) ?? 'off')}
        />
        <Button onClick={add}>{t('admin.addDay')}</Button>
      </div>
    </section>
  )
}
