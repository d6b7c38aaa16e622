import type { TimeRules } from './deadlines.ts'
import { dueAfter } from './deadlines.ts'
import { stateOf } from './decide.ts'
import type { JsonObject } from './json.ts'
import type { AfterDef, ProcessDefinition } from './process.ts'
import type { Clocks, DeadlineClock, PlanItem } from './snapshot.ts'
import { anchorOf, instantOf, isAnchored } from './timing.ts'

const shares = [50, 80, 100] as const

/** Where a process stands, as far as its plan depends on it. */
interface Standing {
  readonly state: string
  readonly enteredSeq: number
  readonly enteredAt: number
  readonly clocks: Clocks
  readonly fired: readonly string[]
  readonly data: JsonObject
}

/** Where it is anchored in the data its key names the instant: one that is moved happens anew. */
function afterItem(rules: TimeRules, after: AfterDef, place: string, now: Standing): PlanItem[] {
  if ('to' in after && after.unless?.(now.data) === true) return []
  const anchorAt = anchorOf(after, now.data, now.enteredAt)
  if (anchorAt === undefined) return []
  const key = isAnchored(after) ? `${place}:${anchorAt}` : place
  const at = instantOf(rules, after, anchorAt)
  const send = after.send === undefined ? {} : { send: after.send }
  if ('remind' in after) return [{ key, at, kind: 'remind', party: after.remind, ...send, ...(after.say ? { say: after.say } : {}) }]
  return [{ key, at, kind: 'move', to: after.to, reason: after.reason, ...send, ...(after.set ? { set: after.set } : {}) }]
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

/**
 * All that will happen by itself from here, soonest first: reminders at 50 and 80 %, escalation at 100 %, the state's own.
 * `at` is the time of the record and `known` what was planned before it: a reminder of an instant in the data that is past
 * already as it is planned for the first time comes too late for anybody, and is left out.
 */
export function planOf(
  definition: ProcessDefinition,
  rules: TimeRules,
  now: Standing,
  at: number,
  known: readonly PlanItem[] = [],
): PlanItem[] {
  const state = stateOf(definition, now.state)
  if (state.final) return []
  const own = (state.after ?? []).flatMap((after, index) =>
    afterItem(rules, after, `after:${now.enteredSeq}:${index}`, now).filter(
      (item) => !isAnchored(after) || item.kind !== 'remind' || item.at > at || known.some((other) => other.key === item.key),
    ),
  )
  const deadlines = Object.entries(now.clocks).flatMap(([name, clock]) => deadlineItems(rules, name, clock))
  return [...own, ...deadlines].filter((item) => !now.fired.includes(item.key)).sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}
