import type { BusinessCalendar } from './calendar/business-calendar.ts'
import { splitByWorkingTime } from './calendar/business-calendar.ts'
import type { Party } from './roles.ts'

/** A stretch of time charged to one party. Instants are epoch milliseconds. */
export interface Charged {
  readonly party: Party
  readonly working: boolean
  readonly fromAt: number
  readonly toAt: number
}

export interface BallShare {
  readonly party: Party
  readonly workingMs: number
  readonly offHoursMs: number
  /** Of all working time, whole percents that add up to 100. */
  readonly percent: number
}
export interface Ball {
  /** The longest holder first. */
  readonly parties: readonly BallShare[]
  readonly workingMs: number
  readonly offHoursMs: number
}

/** Largest remainder: rounding each alone would add up to 99 or 101. */
function percents(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0)
  if (total === 0) return parts.map(() => 0)
  const exact = parts.map((part) => (part * 100) / total)
  const whole = exact.map(Math.floor)
  const missing = 100 - whole.reduce((sum, part) => sum + part, 0)
  const byRemainder = exact
    .map((part, index) => ({ index, rest: part - Math.floor(part) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1
  return whole
}

/** Whose clock ran how long: what was charged, and the stretch that is still open, counted up to `now`. */
export function ballOf(input: {
  readonly charged: readonly Charged[]
  readonly open: { readonly party: Party; readonly fromAt: number } | null
  readonly calendar: BusinessCalendar
  readonly now: number
}): Ball {
  const { charged, open, calendar, now } = input
  const running =
    open && open.fromAt < now ? splitByWorkingTime(calendar, open.fromAt, now).map((piece) => ({ ...piece, party: open.party })) : []
  const sums = new Map<Party, { workingMs: number; offHoursMs: number }>()
  for (const piece of [...charged, ...running]) {
    const sum = sums.get(piece.party) ?? { workingMs: 0, offHoursMs: 0 }
    const lengthMs = piece.toAt - piece.fromAt
    sums.set(
      piece.party,
      piece.working ? { ...sum, workingMs: sum.workingMs + lengthMs } : { ...sum, offHoursMs: sum.offHoursMs + lengthMs },
    )
  }
  const rows = [...sums].sort((a, b) => b[1].workingMs - a[1].workingMs || b[1].offHoursMs - a[1].offHoursMs)
  const shares = percents(rows.map(([, sum]) => sum.workingMs))
  return {
    parties: rows.map(([party, sum], index) => ({ party, ...sum, percent: shares[index] ?? 0 })),
    workingMs: rows.reduce((total, [, sum]) => total + sum.workingMs, 0),
    offHoursMs: rows.reduce((total, [, sum]) => total + sum.offHoursMs, 0),
  }
}
