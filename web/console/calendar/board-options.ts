import type { Calendar } from '@event-calendar/core'
import type { Actor } from '../../../domain/actor.ts'
import { minuteMs } from '../../../domain/calendar/local-date.ts'
import { offsetAt } from '../../../domain/calendar/zone.ts'
import { zoneName as clockOf } from '../../../domain/letters/letter-date.ts'
import { now } from '../../lib/format.ts'
import { lang } from '../../lib/preferences.ts'
import { entryOf } from './calendar-entries.ts'
import { daysOff, hoursOf, shadesOf, withWorking } from './calendar-hours.ts'
import type { CalendarRange } from './calendar-source.ts'
import type { CalendarViewName } from './calendar-span.ts'
import { textElement } from './text-element.ts'
import { t } from './team-words.ts'

/** What the calendar is asked to show. */
export interface Shown {
  readonly range: CalendarRange
  readonly view: CalendarViewName
  /** `2026-11-26`, by the reader's clock. */
  readonly date: string
  /** Whose columns the day of a team shows; empty where it has none. */
  readonly columns: CalendarRange['reps']
  readonly reader: Actor
}

const viewNames = { day: 'timeGridDay', week: 'timeGridWeek', month: 'dayGridMonth' } as const

const hhmm = (hour: number): string => `${String(hour).padStart(2, '0')}:00:00`

/** The zone's offset as the library wants it, for the line of the present. */
function offsetText(zone: string): string {
  const minutes = Math.round(offsetAt(zone, now()) / minuteMs)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
}

function shades({ range, view, columns }: Shown): readonly Calendar.EventInput[] {
  if (view === 'month') return []
  if (columns.length === 0) return range.days.flatMap((day) => shadesOf(day, range.zone, []))
  return range.days.flatMap((day) =>
    columns.flatMap((rep) => shadesOf(rep.working === null ? day : withWorking(day, rep.working), range.zone, [rep.id])),
  )
}

/** The options that change with what is shown; a representative who goes by another clock is named with it, and shaded by it. */
export function optionsOf(shown: Shown) {
  const { range, columns } = shown
  const isTeam = shown.view === 'day' && columns.length > 0
  // Whoever sees one calendar alone knows whose it is.
  const nameOf = (repId: string): string | undefined =>
    isTeam || range.reps.length < 2 ? undefined : range.reps.find((rep) => rep.id === repId)?.name
  const others = columns.flatMap((rep) => rep.working ?? [])
  const { from, to } = hoursOf(range, others)
  return {
    view: isTeam ? 'resourceTimeGridDay' : viewNames[shown.view],
    date: shown.date,
    events: [...shades(shown), ...range.visits.map((visit) => entryOf(visit, range.zone, shown.reader, nameOf(visit.repId)))],
    resources: isTeam
      ? columns.map(({ id, name, zone }) => ({ id, title: zone === null ? name : `${name}, ${clockOf(now(), zone, lang())}` }))
      : [],
    highlightedDates: daysOff(range),
    slotMinTime: hhmm(from),
    slotMaxTime: hhmm(to),
    timeZone: offsetText(range.zone),
    locale: lang(),
  } satisfies Calendar.Options
}

function content({ event, timeText }: Calendar.EventContentInfo): Calendar.Content | undefined {
  if (event.display === 'background') return undefined
  const { state, place } = event.extendedProps
  const title = typeof event.title === 'string' ? event.title : ''
  return {
    domNodes: [
      textElement('cal-time num', timeText),
      textElement('cal-title', title),
      textElement('cal-state', String(state)),
      textElement('cal-place', String(place)),
    ],
  }
}

/** The options that are the same whatever is shown. */
export const lastingOptions = {
  headerToolbar: { start: '', center: '', end: '' },
  firstDay: 1,
  height: '100%',
  allDaySlot: false,
  nowIndicator: true,
  dayMaxEvents: true,
  editable: false,
  snapDuration: '00:15',
  slotDuration: '00:30',
  slotHeight: 30,
  columnWidth: 'minmax(130px, 1fr)',
  longPressDelay: 500,
  eventTimeFormat: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  slotLabelFormat: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dayHeaderFormat: { weekday: 'short', day: 'numeric', month: 'numeric' },
  views: { dayGridMonth: { dayHeaderFormat: { weekday: 'short' } } },
  slotEventOverlap: false,
  moreLinkContent: ({ num }) => t('calendar.more', { count: num }),
  eventContent: content,
  // A visit drawn small says all of itself to whoever points at it.
  eventDidMount: ({ event, timeText, el }) => {
    const { state, place } = event.extendedProps
    if (event.display !== 'background') el.title = [timeText, event.title, state, place].filter((part) => part !== '').join(' · ')
  },
  // Another representative is another matter than another time.
  dragConstraint: ({ newResource }) => newResource === undefined,
} as const satisfies Calendar.Options
