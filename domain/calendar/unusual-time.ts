import { calendarIn } from './calendar-data.ts'
import type { BusinessCalendar } from './calendar-data.ts'
import { dayMs, hourMs } from './local-date.ts'
import { workingDaysOf } from './working-days.ts'
import { offsetAt, wallTime } from './zone.ts'

/** By their own clock: nobody is called on, or sent, before or after. */
const awake = { fromMs: 7 * hourMs, toMs: 22 * hourMs } as const
/** A meeting farther off is more often a slip of the finger. */
const farMs = 366 * dayMs

/** `repNight` and `repDayOff` are of whoever goes, where their clock shows another time. */
export const unusualReasons = ['night', 'dayOff', 'repNight', 'repDayOff', 'far'] as const
export type UnusualReason = (typeof unusualReasons)[number]

/** A time somebody means to meet at; instants are epoch milliseconds. */
export interface PlannedTime {
  readonly calendar: BusinessCalendar
  /** IANA zone of whoever is visited. */
  readonly visitedZone: string
  /** IANA zone of whoever goes. */
  readonly repZone: string
  readonly startAt: number
  readonly now: number
}

function isNight(zone: string, at: number): boolean {
  const clock = ((wallTime(zone, at) % dayMs) + dayMs) % dayMs
  return clock < awake.fromMs || clock >= awake.toMs
}

function isDayOff(calendar: BusinessCalendar, at: number): boolean {
  const days = workingDaysOf(calendar)
  return !days.day(days.dayAt(at)).working
}

/** Why a time for a visit is worth a second look: night or a day off, by the own clock of one of the two, or more than a year away. */
export function unusualTime({ calendar, visitedZone, repZone, startAt, now }: PlannedTime): readonly UnusualReason[] {
  const apart = offsetAt(visitedZone, startAt) !== offsetAt(repZone, startAt)
  const is: Readonly<Record<UnusualReason, boolean>> = {
    night: isNight(visitedZone, startAt),
    dayOff: isDayOff(calendarIn(calendar, visitedZone), startAt),
    repNight: apart && isNight(repZone, startAt),
    repDayOff: apart && isDayOff(calendarIn(calendar, repZone), startAt),
    far: startAt - now > farMs,
  }
  return unusualReasons.filter((reason) => is[reason])
}
