import type { BusinessCalendar } from './calendar-data.ts'
import { dayMs, hourMs } from './local-date.ts'
import { workingDaysOf } from './working-days.ts'
import { wallTime } from './zone.ts'

/** By the clock of whoever is visited: nobody is called on before or after. */
const awake = { fromMs: 7 * hourMs, toMs: 22 * hourMs } as const
/** A meeting farther off is more often a slip of the finger. */
const farMs = 366 * dayMs

export const unusualReasons = ['night', 'dayOff', 'far'] as const
export type UnusualReason = (typeof unusualReasons)[number]

/** A time somebody means to meet at; instants are epoch milliseconds. */
export interface PlannedTime {
  readonly calendar: BusinessCalendar
  /** IANA zone of whoever is visited. */
  readonly visitedZone: string
  readonly startAt: number
  readonly now: number
}

/** Why a time for a visit is worth a second look: night where it is held, a day off of the organization, or more than a year away. */
export function unusualTime({ calendar, visitedZone, startAt, now }: PlannedTime): readonly UnusualReason[] {
  const clock = ((wallTime(visitedZone, startAt) % dayMs) + dayMs) % dayMs
  const days = workingDaysOf(calendar)
  const is: Readonly<Record<UnusualReason, boolean>> = {
    night: clock < awake.fromMs || clock >= awake.toMs,
    dayOff: !days.day(days.dayAt(startAt)).working,
    far: startAt - now > farMs,
  }
  return unusualReasons.filter((reason) => is[reason])
}
