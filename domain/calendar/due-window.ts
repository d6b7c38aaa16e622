import { dayMs } from './local-date.ts'
import { instantOfWallTime, wallTime } from './zone.ts'

/** Where today and this week end in a zone; instants are epoch milliseconds, the ends are not in them. */
export interface DueWindow {
  readonly todayAt: number
  readonly tomorrowAt: number
  /** Monday 0:00. */
  readonly nextWeekAt: number
}

// 1970-01-01 was a Thursday, so the Monday of its week was day −3.
const daysSinceMonday = (day: number): number => (((day + 3) % 7) + 7) % 7

export function dueWindow(zone: string, nowAt: number): DueWindow {
  const today = Math.floor(wallTime(zone, nowAt) / dayMs)
  const opening = (day: number): number => instantOfWallTime(zone, day * dayMs)
  return { todayAt: opening(today), tomorrowAt: opening(today + 1), nextWeekAt: opening(today + 7 - daysSinceMonday(today)) }
}

export const dueGroups = ['overdue', 'today', 'week', 'later'] as const
export type DueGroup = (typeof dueGroups)[number]

/** The group an open task belongs to; without a due date it can be done later. On a Sunday the week is over with today. */
export function dueGroup(dueAt: number | null, nowAt: number, window: DueWindow): DueGroup {
  if (dueAt === null) return 'later'
  if (dueAt <= nowAt) return 'overdue'
  if (dueAt < window.tomorrowAt) return 'today'
  return dueAt < window.nextWeekAt ? 'week' : 'later'
}
