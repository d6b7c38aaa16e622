import type { TimeRules } from './deadlines.ts'
import { begins, recomputeClocks, startClocks, turnClocks } from './deadlines.ts'
import type { Change } from './decide.ts'
import { stateOf } from './decide.ts'
import type { JsonObject } from './json.ts'
import { planOf } from './plan.ts'
import type { ProcessDefinition } from './process.ts'
import type { PlanItem, Snapshot } from './snapshot.ts'
import { opensOf } from './timing.ts'

/** A move that a plan item or a state's handler makes. */
export interface MachineChange {
  readonly kind: 'machine'
  readonly name: string
  readonly to: string
  readonly data: JsonObject
}

/** The first snapshot of a process that starts at `at` with the data of its start form and whom that assigns. */
export function beginSnapshot(
  definition: ProcessDefinition,
  rules: TimeRules,
  data: JsonObject,
  at: number,
  assigneeId: string | null = null,
): Snapshot {
  const clocks = startClocks(definition, rules, data, at)
  const first = { state: definition.initial, enteredSeq: 1, enteredAt: at, clocks, fired: [], data }
  return { ...first, seq: 1, movedSeq: 1, assigneeId, plan: planOf(definition, rules, first, at), opens: opensOf(definition, rules, first) }
}

/**
 * What need not happen again: a deadline that got a later date reminds and escalates anew, and what happened in a state
 * that is left is kept by the history alone.
 */
function stillFired(
  definition: ProcessDefinition,
  rules: TimeRules,
  before: Snapshot,
  moved: Pick<Snapshot, 'state' | 'enteredSeq' | 'enteredAt' | 'clocks' | 'data' | 'fired'>,
  action: string,
  at: number,
): readonly string[] {
  const kept = moved.enteredSeq === before.enteredSeq ? moved.fired : moved.fired.filter((key) => !key.startsWith('after:'))
  const entered = moved.enteredSeq === before.enteredSeq ? undefined : moved.state
  const anew = Object.values(definition.deadlines).some((deadline) => begins(deadline, action, entered))
  if (action !== 'setDue' && action !== 'recompute' && !anew) return kept
  const toCome = planOf(definition, rules, { ...moved, fired: [] }, at).filter((item) => item.kind === 'deadline' && item.at > at)
  return kept.filter((key) => !toCome.some((item) => item.key === key))
}

/** The snapshot after one change, with its clocks turned and everything to come computed anew. */
export function advance(
  definition: ProcessDefinition,
  rules: TimeRules,
  before: Snapshot,
  change: Change | MachineChange,
  at: number,
): Snapshot {
  const seq = before.seq + 1
  const state = stateOf(definition, change.to)
  const entered =
    change.to === before.state ? { enteredSeq: before.enteredSeq, enteredAt: before.enteredAt } : { enteredSeq: seq, enteredAt: at }
  const turned = turnClocks(definition, rules, before.clocks, {
    action: change.name,
    entered: change.to === before.state ? undefined : change.to,
    data: change.data,
    paused: state.clock === 'paused',
    ended: state.final === true,
    at,
    fixedDue: change.kind === 'machine' ? undefined : change.fixedDue,
  })
  const clocks = change.name === 'recompute' ? recomputeClocks(definition, rules, turned, change.data, at) : turned
  const moved = { state: change.to, ...entered, clocks, data: change.data, fired: before.fired }
  const after = { ...moved, fired: stillFired(definition, rules, before, moved, change.name, at) }
  // Another try of a letter or an effect makes no screen stale, and must not start the state's handler afresh.
  const noted = change.kind === 'edit' && (change.name === 'retry' || change.name === 'skip')
  return {
    ...after,
    seq,
    movedSeq: noted ? before.movedSeq : seq,
    assigneeId: change.kind === 'machine' ? before.assigneeId : change.assigneeId,
    plan: planOf(definition, rules, after, at, before.plan),
    opens: opensOf(definition, rules, after),
  }
}

/** The snapshot after a plan item fired: a move, or only a note that it has been done. */
export function fire(definition: ProcessDefinition, rules: TimeRules, before: Snapshot, item: PlanItem, at: number): Snapshot {
  const fired = [...before.fired, item.key]
  if (item.kind === 'move') {
    const data = { ...before.data, ...item.set }
    return advance(definition, rules, { ...before, fired }, { kind: 'machine', name: item.key, to: item.to, data }, at)
  }
  // Nothing moved, so a screen that saw the state before is not stale: movedSeq stays.
  return { ...before, seq: before.seq + 1, fired, plan: before.plan.filter((other) => other.key !== item.key) }
}
