import { addTime } from './calendar/business-calendar.ts'
import type { TimeRules } from './deadlines.ts'
import { dueAfter } from './deadlines.ts'
import { stateOf } from './decide.ts'
import { policyFor } from './policies.ts'
import type { JsonObject } from './json.ts'
import type { AfterDef, ProcessDefinition } from './process.ts'
import type { Clocks, DeadlineClock, PlanItem } from './snapshot.ts'

const shares = [50, 80, 100] as const

function afterItem(rules: TimeRules, after: AfterDef, key: string, enteredAt: number): PlanItem {
  const at = addTime(rules.calendar, policyFor(rules.policies, after.policy), enteredAt)
  const send = after.send === undefined ? {} : { send: after.send }
  if ('remind' in after) return { key, at, kind: 'remind', party: after.remind, ...send }
  return { key, at, kind: 'move', to: after.to, reason: after.reason, ...send, ...(after.set ? { set: after.set } : {}) }
}

function deadlineItems(rules: TimeRules, deadline: string, clock: DeadlineClock): PlanItem[] {
  const { dueAt, runningSince } = clock
  if (clock.metAt !== null || dueAt === null) return []
  return shares.map((share): PlanItem => {
    const bySpan = Math.round(clock.startedAt + ((dueAt - clock.startedAt) * share) / 100)
    const at =
      share === 100
        ? dueAt
        : clock.fixedDueAt === null && runningSince !== null
          ? dueAfter(rules, clock, runningSince, share / 100)
          : bySpan
    return { key: `deadline:${deadline}:${share}`, at, kind: 'deadline', deadline, share, dueAt }
  })
}

/** All that will happen by itself from here, soonest first: reminders at 50 and 80 %, escalation at 100 %, the state's own. */
export function planOf(
  definition: ProcessDefinition,
  rules: TimeRules,
  now: {
    readonly state: string
    readonly enteredSeq: number
    readonly enteredAt: number
    readonly clocks: Clocks
    readonly fired: readonly string[]
    readonly data: JsonObject
  },
): PlanItem[] {
  const state = stateOf(definition, now.state)
  if (state.final) return []
  const own = (state.after ?? []).flatMap((after, index) =>
    'to' in after && after.unless?.(now.data) === true ? [] : [afterItem(rules, after, `after:${now.enteredSeq}:${index}`, now.enteredAt)],
  )
  const deadlines = Object.entries(now.clocks).flatMap(([name, clock]) => deadlineItems(rules, name, clock))
  return [...own, ...deadlines].filter((item) => !now.fired.includes(item.key)).sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}
