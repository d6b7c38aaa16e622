import type { JSX } from 'solid-js'
import { createEffect, createMemo, on, onCleanup, onMount } from 'solid-js'
import type { Calendar } from '@event-calendar/core'
import { DayGrid, Interaction, ResourceTimeGrid, TimeGrid, createCalendar, destroyCalendar } from '@event-calendar/core'
import '@event-calendar/core/index.css'
import { minuteMs } from '../../../domain/calendar/local-date.ts'
import type { Shown } from './board-options.ts'
import { lastingOptions, optionsOf } from './board-options.ts'
import { visitAt, visitClass } from './calendar-entries.ts'
import { mendRoles } from './calendar-roles.ts'
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

/** The calendar itself: the library’s drawing of a range, by the reader's clock. */
export default function CalendarBoard(
  props: Shown & {
    readonly onOpen: (id: string) => void
    readonly onDay: (date: string) => void
    readonly onMove: (moved: Moved) => void
    readonly onSlot: ((slot: { readonly at: number; readonly repId: string | undefined }) => void) | undefined
  },
): JSX.Element {
  let element: HTMLDivElement | undefined
  let calendar: Calendar | undefined
  const drawn = new Map<string, string | undefined>()
  const zone = (): string => props.range.zone
  const told = (event: Calendar.Event, undo: () => void): Moved => {
    const startsAt = instantOfLocal(zone(), event.start)
    const durationMinutes = Math.round((event.end.getTime() - event.start.getTime()) / minuteMs)
    return { id: String(event.id), startsAt, durationMinutes, undo }
  }
  const crowds = createMemo(() => (props.view === 'month' ? props.range.crowded.map(crowdWords) : []))
  const options = () => ({ ...optionsOf(props), dayCellContent: crowdedCell(crowds(), props.onDay) })
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
      ...lastingOptions,
      eventClick: ({ event }) => {
        if (event.extendedProps['known'] === true) props.onOpen(String(event.id))
      },
      dateClick: ({ date, allDay, resource }) => {
        if (!allDay) props.onSlot?.({ at: instantOfLocal(zone(), date), repId: resource?.id })
      },
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
