import { dayMs, isoDateOfDay, partsOfDay, weekdayOfDay, weekdays } from './calendar/local-date.ts'

/** Periods that figures are looked at for. */
export const figurePeriods = ['year', 'quarter', 'month', 'lastMonth', 'lastWeek', 'thisYear'] as const
export type FigurePeriod = (typeof figurePeriods)[number]

/** The first and the last day of a span, both of them in it. */
export interface FigureDays {
  readonly from: string
  readonly to: string
}

const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayMs

/** The first and the last day of a period around a day (a day number); `year` is twelve months, the present one the last. */
export function daysOfPeriod(period: FigurePeriod, today: number): FigureDays {
  const { year, month } = partsOfDay(today)
  const months = (first: number, count: number) => ({
    from: isoDateOfDay(dayOf(year, first, 1)),
    to: isoDateOfDay(dayOf(year, first + count, 1) - 1),
  })
  switch (period) {
    case 'lastWeek': {
      const monday = today - weekdays.indexOf(weekdayOfDay(today)) - 7
      return { from: isoDateOfDay(monday), to: isoDateOfDay(monday + 6) }
    }
    case 'year':
      return months(month - 11, 12)
    case 'quarter':
      return months(month - ((month - 1) % 3), 3)
    case 'month':
      return months(month, 1)
    case 'lastMonth':
      return months(month - 1, 1)
    case 'thisYear':
      return months(1, 12)
  }
}

/** The days of a month `2026-11` or of the week of a Monday `2026-11-23`, as far as they lie within others. */
export function spanDays(span: string, within: FigureDays): FigureDays {
  const [year = 1970, month = 1, monday] = span.split('-').map(Number)
  const [first, last] =
    monday === undefined
      ? [dayOf(year, month, 1), dayOf(year, month + 1, 1) - 1]
      : [dayOf(year, month, monday), dayOf(year, month, monday) + 6]
  const [from, to] = [isoDateOfDay(first), isoDateOfDay(last)]
  return { from: from < within.from ? within.from : from, to: to > within.to ? within.to : to }
}
