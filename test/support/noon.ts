import { instantOfWallTime, wallTime } from '../../domain/calendar/zone.ts'

const dayMs = 86_400_000

/** The next day's noon in a zone: later than anything that happens now. */
export function zonedNoon(zone: string): number {
  const today = Math.floor(wallTime(zone, Date.now()) / dayMs)
  return instantOfWallTime(zone, (today + 1) * dayMs + dayMs / 2)
}
