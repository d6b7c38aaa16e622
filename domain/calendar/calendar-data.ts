import type { Label } from '../label.ts'
import type { Weekday } from './local-date.ts'

/** A stretch of work within a day, in minutes from midnight by the wall clock; `toMinute` is not in it. */
export interface WorkInterval {
  readonly fromMinute: number
  readonly toMinute: number
}

/** The working intervals of each weekday; a weekday without any is a day off. */
export type WorkWeek = { readonly [day in Weekday]: readonly WorkInterval[] }

export const dayKinds = ['off', 'work', 'short'] as const
export type DayKind = (typeof dayKinds)[number]

/**
 * A date that differs from its weekday. Without intervals of its own a `work` day has those of
 * its weekday, or of a standard day if the weekday is off; a `short` one ends an hour earlier.
 */
export interface DayException {
  readonly kind: DayKind
  readonly intervals?: readonly WorkInterval[]
  readonly note?: Label
}

/** When an organization works. Plain data: it is kept and sent as JSON. */
export interface BusinessCalendar {
  /** IANA name: `Europe/Moscow`. */
  readonly zone: string
  readonly week: WorkWeek
  /** Days off of every year as `MM-DD`; an exception for the date goes before. */
  readonly holidays: readonly string[]
  /** By date, `YYYY-MM-DD`. */
  readonly exceptions: { readonly [isoDate: string]: DayException }
}

/** The same working week and days off by the clock of another zone: somebody who lives there works the same hours of their own day. */
export const calendarIn = (calendar: BusinessCalendar, zone: string | undefined): BusinessCalendar =>
  zone === undefined || zone === calendar.zone ? calendar : { ...calendar, zone }
