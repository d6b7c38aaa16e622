import { dayMs, isoDateOfDay } from './local-date.ts'
import { instantOfWallTime, wallTime } from './zone.ts'

/** The day `2026-11-26` on which an instant, in epoch milliseconds, falls by the clock of a zone. */
export const dayIn = (zone: string, at: number): string => isoDateOfDay(Math.floor(wallTime(zone, at) / dayMs))

/** When the day of an instant begins by the clock of a zone; both epoch milliseconds. */
export const dayStart = (zone: string, at: number): number => instantOfWallTime(zone, Math.floor(wallTime(zone, at) / dayMs) * dayMs)
