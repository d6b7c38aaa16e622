import type { BusinessCalendar } from './calendar/business-calendar.ts'
import { addCountedMs, countedMs, policyMs } from './calendar/business-calendar.ts'
import type { Policies } from './policies.ts'
import { policyFor } from './policies.ts'
import type { JsonObject } from './json.ts'
import type { DeadlineDef, ProcessDefinition } from './process.ts'
import type { Clocks, DeadlineClock } from './snapshot.ts'

/** What times are computed with: the organization's calendar and its own policies. */
export interface TimeRules {
  readonly calendar: BusinessCalendar
  readonly policies: Policies
}

/** The instant at which `spentMs` counted up to `fromAt` becomes `totalMs`. */
export function dueAfter(rules: TimeRules, clock: DeadlineClock, fromAt: number, shareOfTotal: number): number {
  const leftMs = policyMs(rules.calendar, clock.policy) * shareOfTotal - clock.spentMs
  return leftMs <= 0 ? fromAt : addCountedMs(rules.calendar, clock.policy.clock, leftMs, fromAt)
}

function newClock(rules: TimeRules, deadline: DeadlineDef, data: JsonObject, at: number): DeadlineClock {
  const variant = deadline.variant === undefined ? undefined : data[deadline.variant]
  const policy = policyFor(rules.policies, deadline.policy, typeof variant === 'string' ? variant : undefined)
  const clock: DeadlineClock = { policy, startedAt: at, spentMs: 0, runningSince: at, metAt: null, dueAt: null, fixedDueAt: null }
  return { ...clock, dueAt: dueAfter(rules, clock, at, 1) }
}

/** True for a deadline that begins by this action, or by the state it enters. */
export const begins = ({ startsBy, startsIn }: DeadlineDef, action: string, entered: string | undefined): boolean =>
  startsBy?.includes(action) === true || (entered !== undefined && startsIn?.includes(entered) === true)

/** Starts every deadline of a process at `at`, but those that begin later. */
export const startClocks = (definition: ProcessDefinition, rules: TimeRules, data: JsonObject, at: number): Clocks =>
  Object.fromEntries(
    Object.entries(definition.deadlines).flatMap(([name, deadline]) =>
      deadline.startsBy || deadline.startsIn ? [] : [[name, newClock(rules, deadline, data, at)]],
    ),
  )

/** The deadlines that a record begins, with their fresh clocks. */
function begunBy(definition: ProcessDefinition, rules: TimeRules, clocks: Clocks, turn: Turn): Clocks {
  const promised = (policy: string): boolean =>
    Object.entries(clocks).some(([name, clock]) => clock.metAt === null && definition.deadlines[name]?.policy === policy)
  return Object.fromEntries(
    Object.entries(definition.deadlines).flatMap(([name, deadline]) => {
      const begun = begins(deadline, turn.action, turn.entered) && !turn.paused && !turn.ended && !promised(deadline.policy)
      return begun ? [[name, newClock(rules, deadline, turn.data, turn.at)]] : []
    }),
  )
}

/** What a clock has counted by `at`, milliseconds. */
export const spentBy = (rules: TimeRules, clock: DeadlineClock, at: number): number =>
  clock.spentMs + (clock.runningSince === null ? 0 : countedMs(rules.calendar, clock.policy.clock, clock.runningSince, at))

function stop(rules: TimeRules, clock: DeadlineClock, at: number): DeadlineClock {
  return { ...clock, spentMs: spentBy(rules, clock, at), runningSince: null, dueAt: clock.fixedDueAt }
}

function run(rules: TimeRules, clock: DeadlineClock, at: number): DeadlineClock {
  if (clock.metAt !== null) return clock
  const current = clock.runningSince === null ? { ...clock, runningSince: at } : clock
  return { ...current, dueAt: current.fixedDueAt ?? dueAfter(rules, current, current.runningSince ?? at, 1) }
}

/** One record, as the clocks see it. */
interface Turn {
  readonly action: string
  /** The state it enters, if another than before. */
  readonly entered: string | undefined
  readonly data: JsonObject
  readonly paused: boolean
  readonly ended: boolean
  readonly at: number
  readonly fixedDue?: { readonly deadline: string; readonly dueAt: number } | undefined
}

/** Moves every clock through one record: met by the action, stopped in a paused or final state, else running; or begun by it. */
export function turnClocks(definition: ProcessDefinition, rules: TimeRules, clocks: Clocks, turn: Turn): Clocks {
  const turned: Clocks = Object.fromEntries(
    Object.entries(clocks).map(([name, clock]) => {
      const fixedDueAt = turn.fixedDue?.deadline === name ? turn.fixedDue.dueAt : clock.fixedDueAt
      const current = { ...clock, fixedDueAt }
      if (current.metAt !== null) return [name, current]
      const met = definition.deadlines[name]?.metBy.includes(turn.action) === true
      if (met) return [name, { ...stop(rules, current, turn.at), metAt: turn.at, dueAt: clock.dueAt }]
      if (turn.paused || turn.ended) return [name, stop(rules, current, turn.at)]
      return [name, run(rules, current, turn.at)]
    }),
  )
  return { ...turned, ...begunBy(definition, rules, turned, turn) }
}

/** Clocks under changed policies or a changed calendar; what is met stays as it was. */
export function recomputeClocks(definition: ProcessDefinition, rules: TimeRules, clocks: Clocks, data: JsonObject, at: number): Clocks {
  return Object.fromEntries(
    Object.entries(clocks).map(([name, clock]) => {
      if (clock.metAt !== null) return [name, clock]
      const deadline = definition.deadlines[name]
      const changed = deadline ? { ...clock, policy: newClock(rules, deadline, data, at).policy } : clock
      return [name, changed.runningSince === null ? changed : run(rules, changed, at)]
    }),
  )
}

/** The nearest unmet due instant, if any clock runs. */
export function nearestDue(clocks: Clocks): number | null {
  const due = Object.values(clocks).flatMap((clock) => (clock.metAt === null && clock.dueAt !== null ? [clock.dueAt] : []))
  return due.length === 0 ? null : Math.min(...due)
}
