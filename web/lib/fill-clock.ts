import { fillTimesField, fillTimesText, longestThoughtMs, readFillTimes } from '../../domain/fill-times.ts'

/** Tells a field's change, and answers the times of all fields as a form sends them. */
export type FillClock = (name: string) => string

/**
 * Charges what passed since the last change of any field to the one that changes now.
 * @param kept the times of before, as a draft has them
 * @param now epoch milliseconds
 */
export function createFillClock(kept: string, now: () => number = Date.now): FillClock {
  let times = readFillTimes({ [fillTimesField]: kept })
  let lastAt = now()
  return (name) => {
    const at = now()
    times = { ...times, [name]: (times[name] ?? 0) + Math.min(at - lastAt, longestThoughtMs) / 1000 }
    lastAt = at
    return fillTimesText(times)
  }
}
