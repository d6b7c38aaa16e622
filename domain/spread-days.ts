/** Days to spread visits over; all of them day numbers. */
export interface Spread {
  /** The first day that may be taken, and the last. */
  readonly fromDay: number
  readonly toDay: number
  /** Days that visits stand on already, in any order, also outside of the others. */
  readonly taken: readonly number[]
  /** How many are to be placed. */
  readonly left: number
  /** The distance that would spread all visits of the cycle evenly; none is kept further apart. */
  readonly idealDays: number
  /** 0 for the earliest day that does, near 1 for the latest: so that everybody's first visit is not on the same day. */
  readonly phase: number
}

const isApart = (day: number, taken: readonly number[], gap: number): boolean => taken.every((other) => Math.abs(day - other) >= gap)

/** Places as many as fit so far apart, each as near to `start` as can be, walking by `step`; undefined when they don't all fit. */
function placed({ fromDay, toDay, taken, left }: Spread, gap: number, step: 1 | -1): readonly number[] | undefined {
  const days: number[] = []
  for (let day = step === 1 ? fromDay : toDay; day >= fromDay && day <= toDay && days.length < left;) {
    if (isApart(day, taken, gap)) {
      days.push(day)
      day += step * gap
    } else day += step
  }
  return days.length === left ? days : undefined
}

/**
 * The day for the next of the visits that are left: as far from the others as leaves room for all that come after it.
 * Undefined when there are fewer free days than visits.
 */
export function nextDay(spread: Spread): number | undefined {
  if (spread.left < 1) return undefined
  for (let gap = Math.max(1, spread.idealDays); gap >= 1; gap -= 1) {
    const earliest = placed(spread, gap, 1)?.[0]
    const latest = placed(spread, gap, -1)?.at(-1)
    if (earliest === undefined || latest === undefined) continue
    const wanted = earliest + Math.floor((latest - earliest) * spread.phase)
    for (let day = wanted; day < latest; day += 1) if (isApart(day, spread.taken, gap)) return day
    return latest
  }
  return undefined
}
