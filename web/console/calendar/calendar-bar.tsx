import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Plus from 'lucide-solid/icons/plus'
import { dayMs, dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import { visitModes } from '../../../domain/visit-fields.ts'
import { isPhone } from '../../lib/phone.ts'
import { lang } from '../../lib/preferences.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FilterChip } from '../../ui/chip.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { t } from './team-words.ts'
import { ZoneName } from './zone-name.tsx'
import type { CalendarState } from './calendar-query.ts'
import type { CalendarRange } from './calendar-source.ts'
import { calendarViews, daysOf, stepped } from './calendar-span.ts'
import type { CalendarViewName } from './calendar-span.ts'
import { modeWord, stateNames, stateWord } from './state-mark.ts'

const viewWords = { day: 'calendar.day', week: 'calendar.week', month: 'calendar.month' } as const

/** The period in words: `26 ноября 2026 г.`, `23–29 нояб. 2026 г.`, `ноябрь 2026 г.` */
function periodWords(view: CalendarViewName, date: string): string {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(lang(), { ...options, timeZone: 'UTC' })
  const at = (dayOfIsoDate(date) ?? 0) * dayMs
  if (view === 'month') return format({ month: 'long', year: 'numeric' }).format(at)
  if (view === 'day') return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
  const { first, end } = daysOf(view, date)
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(first * dayMs, (end - 1) * dayMs)
}

/** So many conditions stand one by one; the rest of them behind one more. A phone keeps its room for the calendar. */
const mostChips = (): number => (isPhone() ? 2 : 6)

/** Where in time the calendar stands, how much it shows, and whose. */
export function CalendarBar(props: { readonly state: CalendarState; readonly reps: CalendarRange['reps'] }): JSX.Element {
  const query = () => props.state.query()
  const nameOf = (id: string): string => props.reps.find((rep) => rep.id === id)?.name ?? id
  const conditions = (): readonly MenuItem[] => {
    const { reps, mode, states } = query()
    return [
      ...(mode === undefined ? [] : [{ label: modeWord(mode), run: () => props.state.setMode(undefined) }]),
      ...states.map((state) => ({ label: stateWord(state), run: () => props.state.toggleState(state) })),
      ...reps.map((id) => ({ label: nameOf(id), run: () => props.state.toggleRep(id) })),
    ]
  }
  // One alone takes no more room than the word that there is one.
  const shown = (): number => (conditions().length > mostChips() + 1 ? mostChips() : conditions().length)
  const rest = (): readonly MenuItem[] => conditions().slice(shown())
  return (
    <div class="cal-bar">
      <div class="row cal-step">
        <IconButton
          label={t('calendar.before')}
          icon={<ChevronLeft size={18} aria-hidden="true" />}
          onClick={() => props.state.setDate(stepped(query().view, query().date, -1))}
        />
        <Button onClick={() => props.state.setDate(props.state.today())}>{t('calendar.today')}</Button>
        <IconButton
          label={t('calendar.after')}
          icon={<ChevronRight size={18} aria-hidden="true" />}
          onClick={() => props.state.setDate(stepped(query().view, query().date, 1))}
        />
        <h1 aria-live="polite">{periodWords(query().view, query().date)}</h1>
      </div>
      <div class="row" role="group" aria-label={t('calendar.view')}>
        <For each={calendarViews}>
          {(view) => (
            <Button
              kind={query().view === view ? 'main' : 'plain'}
              aria-pressed={query().view === view ? 'true' : 'false'}
              onClick={() => props.state.setView(view)}
            >
              {t(viewWords[view])}
            </Button>
          )}
        </For>
      </div>
      <div class="row cal-filters">
        <For each={conditions().slice(0, shown())}>{(one) => <FilterChip label={one.label} onRemove={one.run} />}</For>
        <Show when={rest().length > 0}>
          <Menu
            label={t('calendar.takeAway')}
            button={t('calendar.andMore', { count: rest().length })}
            items={rest().map((one) => ({ ...one, checked: true }))}
          />
        </Show>
        <Menu
          label=""
          kind="ghost"
          button={
            <>
              <Plus size={15} aria-hidden="true" /> {t('list.addFilter')}
            </>
          }
          items={[
            ...(props.reps.length > 1 ? props.reps.map((rep) => ({ label: rep.name, run: () => props.state.toggleRep(rep.id) })) : []),
            ...visitModes.map((mode) => ({ label: modeWord(mode), run: () => props.state.setMode(mode) })),
            ...stateNames.map((state) => ({ label: stateWord(state), run: () => props.state.toggleState(state) })),
          ]}
        />
        <span class="grow" />
        <ZoneName zone={props.state.zone()} />
      </div>
    </div>
  )
}
