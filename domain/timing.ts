import { addTime, subtractTime } from './calendar/business-calendar.ts'
import type { TimeRules } from './deadlines.ts'
import { stateOf } from './decide.ts'
import type { JsonObject } from './json.ts'
import { policyFor } from './policies.ts'
import type { ProcessDefinition, Timing } from './process.ts'
import type { Opens } from './snapshot.ts'

/** The instant that a timing counts to or from, epoch milliseconds; undefined when the data have none. */
export function anchorOf(timing: Timing, data: JsonObject, enteredAt: number): number | undefined {
  const field = timing.before ?? timing.since
  if (field === undefined) return enteredAt
  const value = data[field]
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

/** True for what counts to or from an instant in the data. */
export const isAnchored = (timing: Timing): boolean => timing.before !== undefined || timing.since !== undefined

/** The instant that a timing names, by the organization's policies and calendar, epoch milliseconds. */
export function instantOf(rules: TimeRules, timing: Timing, anchorAt: number): number {
  const policy = policyFor(rules.policies, timing.policy)
  return timing.before === undefined ? addTime(rules.calendar, policy, anchorAt) : subtractTime(rules.calendar, policy, anchorAt)
}

/** When each action of the present state opens that is not always open. */
export function opensOf(
  definition: ProcessDefinition,
  rules: TimeRules,
  now: { readonly state: string; readonly enteredAt: number; readonly data: JsonObject },
): Opens {
  const actions = Object.entries(stateOf(definition, now.state).actions ?? {})
  return Object.fromEntries(
    actions.flatMap(([name, { opens }]) => {
      const anchorAt = opens && anchorOf(opens, now.data, now.enteredAt)
      return opens === undefined || anchorAt === undefined ? [] : [[name, instantOf(rules, opens, anchorAt)]]
    }),
  )
}
