import { dayMs, dayOfIsoDate, isoDateOfDay, partsOfDay, weekdayOfDay, weekdays } from '../../../domain/calendar/local-date.ts'
import { wallText } from '../../../domain/calendar/wall-text.ts'
import { instantOfWallTime } from '../../../domain/calendar/zone.ts'

export const calendarViews = ['day', 'week', 'month'] as const
export type CalendarViewName = (typeof calendarViews)[number]

/** Six weeks from the Monday before the first hold every month. */
const monthDays = 42

const mondayOf = (day: number): number => day - weekdays.indexOf(weekdayOfDay(day))

function firstOfMonth(day: number): number {
  return day - partsOfDay(day).day + 1
}

/** The days a view shows: the first, and the one after the last. */
export function daysOf(view: CalendarViewName, date: string): { readonly first: number; readonly end: number } {
  const day = dayOfIsoDate(date) ?? 0
  if (view === 'day') return { first: day, end: day + 1 }
  if (view === 'week') return { first: mondayOf(day), end: mondayOf(day) + 7 }
  const first = mondayOf(firstOfMonth(day))
  return { first, end: first + monthDays }
}

/** The instants a view shows; a day may have 23 or 25 hours. */
export function spanOf(view: CalendarViewName, date: string, zone: string): { readonly from: string; readonly to: string } {
  const { first, end } = daysOf(view, date)
  const at = (day: number): string => new Date(instantOfWallTime(zone, day * dayMs)).toISOString()
  return { from: at(first), to: at(end) }
}

/** The date that stands for the view before (-1) or after (1). */
export function stepped(view: CalendarViewName, date: string, by: -1 | 1): string {
  const day = dayOfIsoDate(date) ?? 0
  if (view !== 'month') return isoDateOfDay(day + by * (view === 'day' ? 1 : 7))
  return isoDateOfDay(by < 0 ? firstOfMonth(firstOfMonth(day) - 1) : firstOfMonth(firstOfMonth(day) + 31))
}

/** From when to when by the wall clock; as long as it lasts, also where the clocks change meanwhile. */
export function wallSpan(zone: string, startsAt: number, endsAt: number): { readonly start: string; readonly end: string } {
  const start = wallText(zone, startsAt)
  return { start, end: new Date(Date.parse(`${start}Z`) + endsAt - startsAt).toISOString().slice(0, 19) }
}

/** The instant at which a zone's wall clock shows what this browser's clock would show at `local`. */
export const instantOfLocal = (zone: string, local: Date): number =>
  instantOfWallTime(
    zone,
    Date.UTC(local.getFullYear(), local.getMonth(), local.getDate(), local.getHours(), local.getMinutes(), local.getSeconds()),
  )
