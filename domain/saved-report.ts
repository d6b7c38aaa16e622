import type { BusinessCalendar } from './calendar/calendar-data.ts'
import { dayMs, hourMs, isoDateOfDay, partsOfDay, weekdayOfDay } from './calendar/local-date.ts'
import type { Weekday } from './calendar/local-date.ts'
import { workingDaysOf } from './calendar/working-days.ts'
import { instantOfWallTime } from './calendar/zone.ts'
import { daysOfPeriod } from './figure-period.ts'
import type { FigureDays } from './figure-period.ts'
import type { Label } from './label.ts'
import type { VisitMode } from './visit-fields.ts'
import type { VisitProof } from './visit-evidence.ts'

/** The days that a report tells of, as seen from the day it is for; what still runs ends the day before. */
export const reportPeriods = ['sinceWorkday', 'lastWeek', 'lastMonth', 'month', 'quarter', 'year'] as const
export type ReportPeriod = (typeof reportPeriods)[number]

export const reportRhythms = ['daily', 'weekly', 'monthly'] as const
export type ReportRhythm = (typeof reportRhythms)[number]

/** When a report is sent: on working days alone, so that what would fall on a day off goes on the next working one. */
export interface ReportSchedule {
  readonly rhythm: ReportRhythm
  /** Of a weekly one. */
  readonly weekday: Weekday
  /** Of the organization's day, 0–23. */
  readonly hour: number
}

/** Which visits a report counts; the same as on the screen, but for the days. */
export interface ReportFilter {
  readonly repId?: string | undefined
  /** The key of an organization, as its row of figures has it. */
  readonly organization?: string | undefined
  readonly product?: string | undefined
  readonly mode?: VisitMode | undefined
  readonly evidence?: VisitProof | undefined
}

/** Why a letter does not leave after all; kept with it in English. */
export const mayNotSee = {
  ru: 'показателей визитов больше не видит',
  en: 'The receiver may not see these figures any more',
} as const satisfies Label

/** A calendar without a working day for longer is a mistake, of which its own check tells. */
const mostDaysOff = 400

const isNominal = ({ rhythm, weekday }: ReportSchedule, day: number): boolean =>
  rhythm === 'daily' || (rhythm === 'weekly' ? weekdayOfDay(day) === weekday : partsOfDay(day).day === 1)

function workdayBefore(calendar: BusinessCalendar, day: number): number {
  const days = workingDaysOf(calendar)
  for (let back = 1; back <= mostDaysOff; back += 1) if (days.day(day - back).working) return day - back
  return day - 1
}

/** The day of the schedule that a working day is the turn of: itself, or the latest of the days off right before it. */
function turnOf(calendar: BusinessCalendar, schedule: ReportSchedule, day: number): number | undefined {
  if (!workingDaysOf(calendar).day(day).working) return undefined
  for (let named = day; named > workdayBefore(calendar, day); named -= 1) if (isNominal(schedule, named)) return named
  return undefined
}

/** When a report is sent next, in epoch milliseconds, past an instant. @throws RangeError for a calendar of days off */
export function nextSending(calendar: BusinessCalendar, schedule: ReportSchedule, afterMs: number): number {
  const first = workingDaysOf(calendar).dayAt(afterMs)
  for (let day = first; day <= first + mostDaysOff; day += 1) {
    const at = instantOfWallTime(calendar.zone, day * dayMs + schedule.hour * hourMs)
    if (at > afterMs && turnOf(calendar, schedule, day) !== undefined) return at
  }
  throw new RangeError('The business calendar has no working day for more than a year')
}

/** The day (a day number) that a report sent at an instant is for: its turn's, or that day when it is sent out of turn. */
export function dayOfReport(calendar: BusinessCalendar, schedule: ReportSchedule, atMs: number): number {
  const sentOn = workingDaysOf(calendar).dayAt(atMs)
  return turnOf(calendar, schedule, sentOn) ?? sentOn
}

/** The days that a report tells of when it is sent at an instant. */
export function daysOfReport(calendar: BusinessCalendar, schedule: ReportSchedule, period: ReportPeriod, atMs: number): FigureDays {
  const day = dayOfReport(calendar, schedule, atMs)
  const yesterday = isoDateOfDay(day - 1)
  if (period === 'sinceWorkday') return { from: isoDateOfDay(workdayBefore(calendar, day)), to: yesterday }
  if (period === 'lastWeek' || period === 'lastMonth') return daysOfPeriod(period, day)
  return { from: daysOfPeriod(period, day - 1).from, to: yesterday }
}
