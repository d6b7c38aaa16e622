import { dueWindow } from './due-window.ts'
import { dayMs, partsOfDay } from './local-date.ts'
import { instantOfWallTime, wallTime } from './zone.ts'

/** Periods around now that a list of appointments is narrowed by. */
export const momentPeriods = ['past', 'today', 'tomorrow', 'week', 'nextWeek', 'month', 'lastMonth'] as const
export type MomentPeriod = (typeof momentPeriods)[number]

const weekDays = 7

/** Where a period begins and ends in a zone, epoch milliseconds; the end is not in it. `past` is all before now. */
export function momentWindow(zone: string, nowAt: number, period: MomentPeriod): { readonly fromAt: number; readonly toAt: number } {
  const { todayAt, tomorrowAt, nextWeekAt } = dueWindow(zone, nowAt)
  const later = (at: number, days: number): number => instantOfWallTime(zone, wallTime(zone, at) + days * dayMs)
  const { year, month } = partsOfDay(Math.floor(wallTime(zone, nowAt) / dayMs))
  const monthAt = (by: number): number => instantOfWallTime(zone, Date.UTC(year, month - 1 + by, 1))
  switch (period) {
    case 'past':
      return { fromAt: 0, toAt: nowAt }
    case 'today':
      return { fromAt: todayAt, toAt: tomorrowAt }
    case 'tomorrow':
      return { fromAt: tomorrowAt, toAt: later(tomorrowAt, 1) }
    case 'week':
      return { fromAt: later(nextWeekAt, -weekDays), toAt: nextWeekAt }
    case 'nextWeek':
      return { fromAt: nextWeekAt, toAt: later(nextWeekAt, weekDays) }
    case 'month':
      return { fromAt: monthAt(0), toAt: monthAt(1) }
    case 'lastMonth':
      return { fromAt: monthAt(-1), toAt: monthAt(0) }
  }
}
