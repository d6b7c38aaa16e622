import { instantOfWallTime, wallTime } from './zone.ts'

/** From the minute on, with a year that is wholly typed. */
const shape = /^(?:19|[2-9]\d)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/

/** Whether a text says its zone, so that it is one instant wherever it is read: `2026-11-26T14:00Z`, `…+03:00`. */
export const saysZone = (text: string): boolean => /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)

/** What the wall clock of a zone shows at an instant of epoch milliseconds, as `2026-11-26T14:00:00`. */
export const wallText = (zone: string, at: number): string => new Date(wallTime(zone, at)).toISOString().slice(0, 19)

/**
 * The instant, in epoch milliseconds, at which the wall clock of a zone shows `2026-11-26T14:00`, the first of two; `skipped` where
 * the clock never shows it because it is put forward over it, undefined where the text is no time.
 */
export function instantOfWallText(zone: string, text: string): number | 'skipped' | undefined {
  const wall = shape.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  if (Number.isNaN(wall)) return undefined
  const at = instantOfWallTime(zone, wall)
  return wallTime(zone, at) === wall ? at : 'skipped'
}
