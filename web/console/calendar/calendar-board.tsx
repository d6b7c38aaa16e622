import type { JSX } from 'solid-js'
import { createEffect, createMemo, on, onCleanup, onMount } from 'solid-js'
import type { Calendar } from '@event-calendar/core'
import { DayGrid, Interaction, ResourceTimeGrid, TimeGrid, createCalendar, destroyCalendar } from '@event-calendar/core'
import '@event-calendar/core/index.css'
import { offsetAt } from '../../../domain/calendar/zone.ts'
import { zoneName as clockOf } from '../../../domain/letters/letter-date.ts'
import type { Actor } from '../../../domain/actor.ts'
import { now } from '../../lib/format.ts'
import { lang } from '../../lib/preferences.ts'
import { entryOf, visitAt, visitClass } from './calendar-entries.ts'
import { dayOf, daysOff, hoursOf, shadesOf } from './calendar-hours.ts'
import { mendRoles } from './calendar-roles.ts'
import type { CalendarRange } from './calendar-source.ts'
import type { CalendarViewName } from './calendar-span.ts'
import { instantOfLocal } from './calendar-span.ts'
import { crowdWords, crowdedCell } from './crowded-days.ts'
import { t } from './team-words.ts'

/** Where a visit was dragged to; `undo` puts it back on the screen. */
export interface Moved {
  readonly id: string
  /** Epoch milliseconds. */
  readonly startsAt: number
  readonly durationMinutes: number
  readonly undo: () => void
}

const minuteMs = 60_000
const viewNames = { day: 'timeGridDay', week: 'timeGridWeek', month: 'dayGridMonth' } as const

/** In the order in which they are set: a view before what it draws. */
const changing = [
  'view',
  'date',
  'timeZone',
  'locale',
  'slotMinTime',
  'slotMaxTime',
  'highlightedDates',
  'resources',
  'dayCellContent',
  'events',
] as const satisfies readonly (keyof Calendar.Options)[]

const hhmm = (hour: number): string => `${String(hour).padStart(2, '0')}:00:00`

/** The zone's offset as the library wants it, for the line of the present. */
function offsetText(zone: string): string {
  const minutes = Math.round(offsetAt(zone, now()) / minuteMs)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
}

function textElement(tag: string, className: string, text: string): HTMLElement {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

const content = ({ event, timeText }: Calendar.EventContentInfo): Calendar.Content | undefined => {
  if (event.display === 'background') return undefined
  const { state, place } = event.extendedProps
  const title = typeof event.title === 'string' ? event.title : ''
  return {
    domNodes: [
      textElement('span', 'cal-time num', timeText),
      textElement('span', 'cal-title', title),
      textElement('span', 'cal-state', String(state)),
      textElement('span', 'cal-place', String(place)),
    ],
  }
}

/** The calendar itself: the library’s drawing of a range, by the reader's clock; a representative who goes by another is named with it, and shaded by it. */
export default function CalendarBoard(props: {
  readonly range: CalendarRange
  readonly view: CalendarViewName
  readonly date: string
  /** Whose columns the day of a team shows; empty where it has none. */
  readonly columns: CalendarRange['reps']
  readonly reader: Actor
  readonly onOpen: (id: string) => void
  readonly onDay: (date: string) => void
  readonly onMove: (moved: Moved) => void
  readonly onSlot: ((slot: { readonly at: number; readonly repId: string | undefined }) => void) | undefined
}): JSX.Element {
  let element: HTMLDivElement | undefined
  let calendar: Calendar | undefined
  const drawn = new Map<string, string | undefined>()
  const zone = (): string => props.range.zone
  const isTeam = (): boolean => props.view === 'day' && props.columns.length > 0

  // Whoever sees one calendar alone knows whose it is.
  const nameOf = (repId: string): string | undefined =>
    props.range.reps.length > 1 ? props.range.reps.find((rep) => rep.id === repId)?.name : undefined
  const told = (event: Calendar.Event, undo: () => void): Moved => {
    const startsAt = instantOfLocal(zone(), event.start)
    const durationMinutes = Math.round((event.end.getTime() - event.start.getTime()) / minuteMs)
    return { id: String(event.id), startsAt, durationMinutes, undo }
  }
  const crowds = createMemo(() => (props.view === 'month' ? props.range.crowded.map(crowdWords) : []))
  const options = (): Calendar.Options => {
    const { from, to } = hoursOf(
      props.range,
      props.columns.flatMap((rep) => rep.working ?? []),
    )
    const shades =
      props.view === 'month'
        ? []
        : props.range.days.flatMap((day) =>
            props.columns.length === 0
              ? shadesOf(day, zone(), [])
              : props.columns.flatMap((rep) => shadesOf(rep.working === null ? day : dayOf(day, rep.working), zone(), [rep.id])),
          )
    return {
      view: isTeam() ? 'resourceTimeGridDay' : viewNames[props.view],
      date: props.date,
      events: [
        ...shades,
        ...props.range.visits.map((visit) => entryOf(visit, zone(), props.reader, isTeam() ? undefined : nameOf(visit.repId))),
      ],
      resources: isTeam()
        ? props.columns.map((rep) => ({
            id: rep.id,
            title: rep.zone === null ? rep.name : `${rep.name}, ${clockOf(now(), rep.zone, lang())}`,
          }))
        : [],
      highlightedDates: daysOff(props.range),
      dayCellContent: crowdedCell(crowds(), props.onDay),
      slotMinTime: hhmm(from),
      slotMaxTime: hhmm(to),
      timeZone: offsetText(zone()),
      locale: lang(),
    }
  }
  // It draws in a microtask of its own, and what it draws anew has lost the focus.
  const mend = (): void => {
    const focused = [...(document.activeElement?.classList ?? [])].find((name) => name.startsWith(visitClass))
    requestAnimationFrame(() => {
      if (element === undefined) return
      mendRoles(element, t('nav.calendar'))
      if (focused !== undefined && document.activeElement === document.body) element.querySelector<HTMLElement>(`.${focused}`)?.focus()
    })
  }
  onMount(() => {
    if (element === undefined) return
    calendar = createCalendar(element, [DayGrid, TimeGrid, ResourceTimeGrid, Interaction], {
      ...options(),
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
      eventClick: ({ event }) => {
        if (event.extendedProps['known'] === true) props.onOpen(String(event.id))
      },
      dateClick: ({ date, allDay, resource }) => {
        if (!allDay) props.onSlot?.({ at: instantOfLocal(zone(), date), repId: resource?.id })
      },
      // Another representative is another matter than another time.
      dragConstraint: ({ newResource }) => newResource === undefined,
      eventDrop: ({ event, revert }) => props.onMove(told(event, revert)),
      eventResize: ({ event, revert }) => props.onMove(told(event, revert)),
    })
    mend()
  })
  // What is as it was stays as it is drawn: the library draws anew, and the focus would be lost.
  createEffect(
    on(options, (next) => {
      mend()
      for (const name of changing) {
        const text = JSON.stringify(name === 'dayCellContent' ? crowds() : next[name])
        if (drawn.get(name) === text) continue
        if (drawn.has(name)) calendar?.setOption(name, next[name])
        drawn.set(name, text)
      }
    }),
  )
  onCleanup(() => {
    if (calendar !== undefined) void destroyCalendar(calendar)
  })
  // The library hears the mouse alone, though it puts visits into the order of the keyboard.
  const openByKey = (event: KeyboardEvent): void => {
    const id = event.key === 'Enter' || event.key === ' ' ? visitAt(event.target) : undefined
    if (id === undefined) return
    event.preventDefault()
    props.onOpen(id)
  }
  return <div ref={element} on:keydown={openByKey} class="cal-board" classList={{ 'one-day': props.view === 'day' }} />
}
