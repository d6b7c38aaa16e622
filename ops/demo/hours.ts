import { addCountedMs, countedMs, isWorking } from '../../domain/calendar/business-calendar.ts'
import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import type { Clock } from '../../domain/calendar/clock.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
/** Moscow has had one offset since 2014. */
const moscowMs = 3 * hourMs

/** The instant of a wall time in Moscow, on the day `at` lies in there. */
export const atMoscowHour = (at: number, hour: number): number =>
  Math.floor((at + moscowMs) / dayMs) * dayMs - moscowMs + Math.round(hour * hourMs)

/** When somebody who works `delayMs` of working time on other things gets to it. */
export const staffAfter = (calendar: BusinessCalendar, fromAt: number, delayMs: number): number =>
  addCountedMs(calendar, 'business-hours', Math.max(delayMs, minuteMs), fromAt)

/** When a person outside gets to it: at any hour but the night. */
export function personAfter(fromAt: number, delayMs: number): number {
  const at = fromAt + delayMs
  const morning = atMoscowHour(at, 8)
  if (at < morning) return morning + (delayMs % hourMs)
  return at > atMoscowHour(at, 22.5) ? morning + dayMs + (delayMs % hourMs) : at
}

/** The instant from which the clock counts `lengthMs` up to `toAt`. */
export function countedBefore(calendar: BusinessCalendar, clock: Clock, lengthMs: number, toAt: number): number {
  let [early, late] = [toAt - lengthMs * 6 - 20 * dayMs, toAt]
  while (late - early > 1_000) {
    const middle = Math.floor((early + late) / 2)
    if (countedMs(calendar, clock, middle, toAt) > lengthMs) early = middle
    else late = middle
  }
  return late
}

/** Whether the day the instant lies in is a working one. */
export const isWorkday = (calendar: BusinessCalendar, at: number): boolean => isWorking(calendar, atMoscowHour(at, 12))

/** How many days back so many working days lie, holidays included; ninety at most. */
export function daysWithWork(calendar: BusinessCalendar, now: number, workdays: number): number {
  let days = 0
  for (let found = 0; found < workdays && days < 90; days += 1) if (isWorkday(calendar, now - days * dayMs)) found += 1
  return days
}
