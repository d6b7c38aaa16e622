import { instantOfWallTime, wallTime } from '../calendar/zone.ts'
import { dayMs, minuteMs } from '../calendar/local-date.ts'

/** From when and until when nobody is disturbed, minutes of the receiver's day; the same twice means never. */
export interface QuietHours {
  readonly fromMinute: number
  readonly toMinute: number
}

/** 21:00 to 9:00. */
export const usualQuietHours: QuietHours = { fromMinute: 21 * 60, toMinute: 9 * 60 }

/**
 * When what would leave at this instant may leave, if that is later: the end of the quiet hours on the wall clock of the
 * zone. Undefined when it may leave now. A morning that a change of clocks skips comes with the change.
 */
export function quietUntil(at: number, zone: string, hours: QuietHours): number | undefined {
  const { fromMinute, toMinute } = hours
  if (fromMinute === toMinute) return undefined
  const wall = wallTime(zone, at)
  const midnight = Math.floor(wall / dayMs) * dayMs
  const minute = Math.floor((wall - midnight) / minuteMs)
  const overnight = fromMinute > toMinute
  const quiet = overnight ? minute >= fromMinute || minute < toMinute : minute >= fromMinute && minute < toMinute
  if (!quiet) return undefined
  const morning = midnight + toMinute * minuteMs + (overnight && minute >= fromMinute ? dayMs : 0)
  const end = instantOfWallTime(zone, morning)
  // Clocks went back over the end: it was reached once already, and comes again.
  const until = end > at ? end : at + morning - wall
  // Where a change of clocks skips all the time between two quiet stretches, the next one goes on.
  return quietUntil(until, zone, hours) ?? until
}
