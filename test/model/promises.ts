import { addCountedMs, addTime, countedMs, policyMs, subtractTime } from '../../domain/calendar/business-calendar.ts'
import type { Clock, Policy } from '../../domain/calendar/clock.ts'
import type { TimeRules } from '../../domain/deadlines.ts'
import type { JsonObject } from '../../domain/json.ts'
import { defaultPolicies } from '../../domain/policies.ts'
import type { DeadlineDef } from '../../domain/process.ts'

/** One deadline of a process, as a promise: how long, and how much of it has been used. Instants are epoch milliseconds. */
export interface Promised {
  readonly policy: Policy
  readonly startedAt: number
  readonly usedMs: number
  /** Since when it runs; `null` while it stands. */
  readonly since: number | null
  readonly metAt: number | null
  /** The due instant it had when it was met. */
  readonly metDue: number | null
  readonly fixedAt: number | null
}

/** Time as the organization counts it. */
export interface Timekeeper {
  policy(name: string, variant?: string): Policy
  add(policy: Policy, from: number): number
  back(policy: Policy, from: number): number
  lengthMs(policy: Policy): number
  countMs(clock: Clock, from: number, to: number): number
  after(clock: Clock, lengthMs: number, from: number): number
}

const unitMs = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const

/** Plain time is counted here; working time by the calendar, whose own tests stand for it. */
export function createTimekeeper({ calendar, policies }: TimeRules): Timekeeper {
  const all: Readonly<Record<string, Policy | undefined>> = { ...defaultPolicies, ...policies }
  const elapsedMs = ({ amount, unit }: Policy): number => amount * unitMs[unit]
  return {
    policy(name, variant) {
      const found = (variant === undefined ? undefined : all[`${name}/${variant}`]) ?? all[name]
      if (!found) throw new Error(`No policy ${name}`)
      return found
    },
    add: (policy, from) => (policy.clock === 'elapsed' ? from + elapsedMs(policy) : addTime(calendar, policy, from)),
    back: (policy, from) => (policy.clock === 'elapsed' ? from - elapsedMs(policy) : subtractTime(calendar, policy, from)),
    lengthMs: (policy) => (policy.clock === 'elapsed' ? elapsedMs(policy) : policyMs(calendar, policy)),
    countMs: (clock, from, to) => (clock === 'elapsed' ? to - from : countedMs(calendar, clock, from, to)),
    after: (clock, lengthMs, from) => (clock === 'elapsed' ? from + lengthMs : addCountedMs(calendar, clock, lengthMs, from)),
  }
}

/** A promise that begins at `at`. */
export function begunPromise(time: Timekeeper, deadline: Pick<DeadlineDef, 'policy' | 'variant'>, data: JsonObject, at: number): Promised {
  const variant = deadline.variant === undefined ? undefined : data[deadline.variant]
  const policy = time.policy(deadline.policy, typeof variant === 'string' ? variant : undefined)
  return { policy, startedAt: at, usedMs: 0, since: at, metAt: null, metDue: null, fixedAt: null }
}

/** The same promise standing still from `at` on. */
export function stoppedAt(time: Timekeeper, promised: Promised, at: number): Promised {
  const ranMs = promised.since === null ? 0 : time.countMs(promised.policy.clock, promised.since, at)
  return { ...promised, usedMs: promised.usedMs + ranMs, since: null }
}

/** When `share` of it is used up, if it goes on running. */
function usedUpAt(time: Timekeeper, { policy, usedMs }: Promised, since: number, share: number): number {
  const leftMs = time.lengthMs(policy) * share - usedMs
  return leftMs > 0 ? time.after(policy.clock, leftMs, since) : since
}

/** When it is due, `null` while it stands and nobody set a date. */
export function dueOf(time: Timekeeper, promised: Promised): number | null {
  if (promised.metAt !== null) return promised.metDue
  if (promised.fixedAt !== null) return promised.fixedAt
  return promised.since === null ? null : usedUpAt(time, promised, promised.since, 1)
}

/** Its reminders at a half and four fifths, and its end. By a date set by hand they divide the whole span. */
export function planned(time: Timekeeper, name: string, promised: Promised): { readonly key: string; readonly at: number }[] {
  const due = dueOf(time, promised)
  if (promised.metAt !== null || due === null) return []
  const { startedAt, since, fixedAt } = promised
  const part = (share: number): number =>
    fixedAt === null && since !== null ? usedUpAt(time, promised, since, share) : Math.round(startedAt + (due - startedAt) * share)
  return [
    { key: `deadline:${name}:50`, at: part(0.5) },
    { key: `deadline:${name}:80`, at: part(0.8) },
    { key: `deadline:${name}:100`, at: due },
  ]
}
