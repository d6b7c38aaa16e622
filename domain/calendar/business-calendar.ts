import type { BusinessCalendar } from './calendar-data.ts'
import type { Clock, Policy } from './clock.ts'
import { dayMs, hourMs, minuteMs } from './local-date.ts'
import type { Span, WorkingDays } from './working-days.ts'
import { workingDaysOf } from './working-days.ts'
import { checkInstant } from './zone.ts'

export type { BusinessCalendar } from './calendar-data.ts'

const unitMs = { minutes: minuteMs, hours: hourMs, days: dayMs } as const
const longestMs = 36_525 * dayMs
// A hundred years counted in working hours take longer than that by the calendar, but not ten times.
const maxWalkedDays = 365_250

export interface Piece extends Span {
  readonly working: boolean
}

function checkPeriod(fromAt: number, toAt: number): void {
  checkInstant(fromAt, 'fromAt')
  checkInstant(toAt, 'toAt')
  if (fromAt > toAt) throw new RangeError(`A period must not end before it starts: ${fromAt} > ${toAt}`)
}

/** The parts of a day a clock counts. */
function countedSpans(days: WorkingDays, clock: Clock, dayNumber: number): readonly Span[] {
  const day = days.day(dayNumber)
  if (clock === 'business-hours') return day.spans
  return day.working ? [day] : []
}

/** Where a clock starts: what comes on a day off counts from the next working day's opening. */
function startOf(days: WorkingDays, clock: Clock, fromAt: number): number {
  if (clock !== 'business-days') return fromAt
  const first = days.dayAt(fromAt)
  if (days.day(first).working) return fromAt
  for (let walked = 1; walked <= maxWalkedDays; walked += 1) {
    const opening = days.day(first + walked).spans[0]
    if (opening) return opening.fromAt
  }
  throw new RangeError('The business calendar has no working day after the date')
}

/**
 * The length of a policy in counted milliseconds. A day is 24 hours on `elapsed` and
 * `business-days`; on `business-hours` it is the calendar's standard day: the commonest length
 * of its working weekdays (9:00-18:00 makes 9 hours), the longer of two equally common.
 * @throws RangeError for an amount that is negative, not a number or over 100 years
 */
export function policyMs(calendar: BusinessCalendar, policy: Policy): number {
  const { amount, unit, clock } = policy
  if (!Number.isFinite(amount) || amount < 0) {
    throw new RangeError(`A period must be zero or more ${unit}, not ${amount}`)
  }
  const standard = unit === 'days' && clock === 'business-hours'
  const ms = Math.round(amount * (standard ? workingDaysOf(calendar).standardDayMs : unitMs[unit]))
  if (ms > longestMs) throw new RangeError(`A period must not be longer than 100 years: ${amount} ${unit}`)
  return ms
}

/**
 * The first instant by which `countedMs` from `fromAt` is the policy's length: 24 hours from
 * Friday 17:00 end on Monday 17:00 by `business-days`, on Wednesday 14:00 by `business-hours`.
 * A length of zero ends where it starts. Never less for a longer policy; for a later start too,
 * but for `business-days` between a day off and the morning before the opening that follows it.
 * @throws RangeError for a bad amount or instant, Error for a calendar that can't be counted by
 */
export function addTime(calendar: BusinessCalendar, policy: Policy, fromAt: number): number {
  return addCountedMs(calendar, policy.clock, policyMs(calendar, policy), fromAt)
}

/**
 * `addTime` for a length in milliseconds, such as what is left of a deadline after a pause.
 * @throws RangeError for a negative length or a bad instant
 */
export function addCountedMs(calendar: BusinessCalendar, clock: Clock, lengthMs: number, fromAt: number): number {
  checkInstant(fromAt, 'fromAt')
  if (!Number.isFinite(lengthMs) || lengthMs < 0) {
    throw new RangeError(`A length must be zero or more milliseconds, not ${lengthMs}`)
  }
  if (lengthMs === 0) return fromAt
  if (clock === 'elapsed') {
    checkInstant(fromAt + lengthMs, 'The end of the period')
    return fromAt + lengthMs
  }
  const days = workingDaysOf(calendar)
  const startAt = startOf(days, clock, fromAt)
  const first = days.dayAt(startAt)
  let leftMs = lengthMs
  for (let walked = 0; walked <= maxWalkedDays; walked += 1) {
    for (const span of countedSpans(days, clock, first + walked)) {
      const spanFromAt = Math.max(span.fromAt, startAt)
      if (spanFromAt + leftMs <= span.toAt) return spanFromAt + leftMs
      leftMs -= Math.max(0, span.toAt - spanFromAt)
    }
  }
  throw new RangeError('The period ends over a thousand years later by the business calendar')
}

/**
 * The last instant from which the policy's length is counted up to `toAt`: 24 hours before Monday 10:00 are Friday 10:00 by
 * `business-days`, Sunday 10:00 by `elapsed`.
 * @throws RangeError for a bad amount or instant
 */
export function subtractTime(calendar: BusinessCalendar, policy: Policy, toAt: number): number {
  const lengthMs = policyMs(calendar, policy)
  checkInstant(toAt, 'toAt')
  if (lengthMs === 0) return toAt
  if (policy.clock === 'elapsed') {
    checkInstant(toAt - lengthMs, 'The start of the period')
    return toAt - lengthMs
  }
  const days = workingDaysOf(calendar)
  const last = days.dayAt(toAt)
  let leftMs = lengthMs
  for (let walked = 0; walked <= maxWalkedDays; walked += 1) {
    for (const span of countedSpans(days, policy.clock, last - walked).toReversed()) {
      const spanToAt = Math.min(span.toAt, toAt)
      if (spanToAt - leftMs >= span.fromAt) return spanToAt - leftMs
      leftMs -= Math.max(0, spanToAt - span.fromAt)
    }
  }
  throw new RangeError('The period starts over a thousand years earlier by the business calendar')
}

/**
 * Milliseconds a clock counts from one instant to another. Periods that meet add up; by
 * `business-days` only if they start on working days: one from a day off counts from the opening.
 * @throws RangeError for bad instants or an end before the start
 */
export function countedMs(calendar: BusinessCalendar, clock: Clock, fromAt: number, toAt: number): number {
  checkPeriod(fromAt, toAt)
  if (clock === 'elapsed') return toAt - fromAt
  const days = workingDaysOf(calendar)
  const startAt = startOf(days, clock, fromAt)
  let ms = 0
  const last = days.dayAt(toAt)
  for (let dayNumber = days.dayAt(startAt); dayNumber <= last; dayNumber += 1) {
    for (const span of countedSpans(days, clock, dayNumber)) {
      ms += Math.max(0, Math.min(span.toAt, toAt) - Math.max(span.fromAt, startAt))
    }
  }
  return ms
}

/** Whether people work at the instant: inside a working interval, whose end is no longer in it. */
export function isWorking(calendar: BusinessCalendar, at: number): boolean {
  checkInstant(at, 'at')
  const days = workingDaysOf(calendar)
  return days.day(days.dayAt(at)).spans.some((span) => span.fromAt <= at && at < span.toAt)
}

/**
 * The period cut into working and free pieces that follow each other without a gap; neighbours
 * differ. An empty period has no pieces.
 * @throws RangeError for bad instants or an end before the start
 */
export function splitByWorkingTime(calendar: BusinessCalendar, fromAt: number, toAt: number): readonly Piece[] {
  checkPeriod(fromAt, toAt)
  const days = workingDaysOf(calendar)
  const pieces: Piece[] = []
  const push = (working: boolean, untilAt: number): void => {
    const last = pieces.at(-1)
    const startAt = last?.toAt ?? fromAt
    const endAt = Math.min(untilAt, toAt)
    if (endAt <= startAt) return
    if (last?.working === working) pieces[pieces.length - 1] = { ...last, toAt: endAt }
    else pieces.push({ fromAt: startAt, toAt: endAt, working })
  }
  const lastDay = days.dayAt(toAt)
  for (let dayNumber = days.dayAt(fromAt); dayNumber <= lastDay; dayNumber += 1) {
    for (const span of days.day(dayNumber).spans) {
      push(false, span.fromAt)
      push(true, span.toAt)
    }
  }
  push(false, toAt)
  return pieces
}
