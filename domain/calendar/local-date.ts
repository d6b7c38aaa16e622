// Calendar dates without a zone, counted as whole days since 1970-01-01.

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export interface DateParts {
  readonly year: number
  /** 1-12 */
  readonly month: number
  readonly day: number
}

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})$/u

/** The day number of `2026-11-23`, or undefined when there is no such date. */
export function dayOfIsoDate(isoDate: string): number | undefined {
  const found = isoPattern.exec(isoDate)
  if (!found) return undefined
  const at = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]))
  const day = Math.floor(at / dayMs)
  return isoDateOfDay(day) === isoDate ? day : undefined
}

/** Day number 20780 as `2026-11-23`. */
export function isoDateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** Year, month (1-12) and day of the month of a day number. */
export function partsOfDay(day: number): DateParts {
  const date = new Date(day * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** The weekday of a day number; 1970-01-01 was a Thursday. */
export function weekdayOfDay(day: number): Weekday {
  return weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon'
}
