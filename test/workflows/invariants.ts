import { expect } from 'vitest'
import { countedMs } from '../../domain/calendar/business-calendar.ts'
import { isCommonAction } from '../../domain/common-actions.ts'
import type { TimeRules } from '../../domain/deadlines.ts'
import { stateOf } from '../../domain/decide.ts'
import { checkForm } from '../../domain/form.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { DeadlineClock, Snapshot } from '../../domain/snapshot.ts'
import type { MemoryEvent } from '../../workflows/engine/memory-records.ts'

/** Throws with a sentence; cheaper by far than `expect` in a loop of millions. */
export function must(holds: boolean, sentence: string, seen?: unknown): void {
  if (!holds) expect.fail(`${sentence}${seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`)
}

const isPaused = (definition: ProcessDefinition, state: string): boolean => stateOf(definition, state).clock === 'paused'
const isFinal = (definition: ProcessDefinition, state: string): boolean => stateOf(definition, state).final === true

function checkMove(definition: ProcessDefinition, { move, before, after }: MemoryEvent): void {
  const from = stateOf(definition, before.state)
  switch (move.kind) {
    case 'act': {
      const { name } = move.change
      const to = isCommonAction(name) ? (name === 'cancel' ? definition.cancel?.to : before.state) : from.actions?.[name]?.to
      must(after.state === to, `«${name}» leads where the definition says`, [before.state, after.state])
      return
    }
    case 'fire': {
      const targets = (from.after ?? []).flatMap((one) => ('to' in one ? [one.to] : []))
      const led = move.item.kind === 'move' ? targets.includes(after.state) : after.state === before.state
      must(led, 'time leads where the definition says', [before.state, after.state, move.item.key])
      must(move.item.key === before.plan[0]?.key, 'the soonest of the plan fires', [move.item, before.plan])
      return
    }
    case 'go':
    case 'trouble':
      must(after.state !== '', 'a handler moves to a state')
  }
}

function checkClock(
  definition: ProcessDefinition,
  rules: TimeRules,
  event: MemoryEvent,
  name: string,
  was: DeadlineClock,
  is: DeadlineClock,
): void {
  const { before, after, at } = event
  const seen = { name, was, is, at }
  const deadline = definition.deadlines[name]
  const byAction = event.move.kind === 'act' && deadline?.startsBy?.includes(event.move.change.name) === true
  const begun = byAction || (after.state !== before.state && deadline?.startsIn?.includes(after.state) === true)
  if (was.metAt !== null && begun && is.metAt === null) {
    must(is.startedAt === at && is.spentMs === 0, 'a deadline that begins anew counts from nothing', seen)
    return
  }
  if (was.metAt !== null) {
    must(is.metAt === was.metAt && is.spentMs === was.spentMs && is.runningSince === null, 'a met deadline stays met', seen)
    return
  }
  const stopped = was.runningSince !== null && is.runningSince === null
  const ran = was.runningSince === null ? 0 : countedMs(rules.calendar, was.policy.clock, was.runningSince, at)
  must(is.spentMs === was.spentMs + (stopped ? ran : 0), 'a clock counts just what it ran', seen)
  if (isPaused(definition, before.state)) must(is.spentMs === was.spentMs, 'a paused clock does not count', seen)
  const stands = is.metAt !== null || isPaused(definition, after.state) || isFinal(definition, after.state)
  must((is.runningSince === null) === stands, 'a clock runs unless it is met, paused or over', seen)
  if (is.metAt === null && is.runningSince !== null && is.fixedDueAt === null)
    must(is.dueAt !== null && is.dueAt >= is.runningSince, 'a running clock has a due instant', seen)
  if (is.metAt === null && is.fixedDueAt !== null && !isFinal(definition, after.state))
    must(is.dueAt === is.fixedDueAt, 'a date set by hand wins', seen)
}

/** What must hold of every record, whatever made it. */
export function checkEvent(definition: ProcessDefinition, rules: TimeRules, event: MemoryEvent): void {
  const { before, after, at } = event
  must(after.seq === before.seq + 1, 'seq grows by one', [before.seq, after.seq])
  checkMove(definition, event)
  const moved = after.state !== before.state
  must(after.enteredSeq === (moved ? after.seq : before.enteredSeq), 'enteredSeq is the record that entered the state', event)
  must(after.enteredAt === (moved ? at : before.enteredAt), 'enteredAt is its time', event)
  must(after.movedSeq === after.seq || (!moved && after.movedSeq === before.movedSeq), 'movedSeq is kept or the new seq', event)
  must(!isFinal(definition, before.state) || !moved, 'nothing leaves a final state', event)
  for (const [name, was] of Object.entries(before.clocks)) {
    const is = after.clocks[name]
    if (is) checkClock(definition, rules, event, name, was, is)
    else must(false, 'no clock is lost', name)
  }
}

/** What must hold of a snapshot at rest: nothing due is left undone. */
export function checkSnapshot(definition: ProcessDefinition, snapshot: Snapshot, now: number): void {
  const { plan, fired, data } = snapshot
  must(snapshot.enteredSeq <= snapshot.movedSeq && snapshot.movedSeq <= snapshot.seq, 'enteredSeq ≤ movedSeq ≤ seq', snapshot)
  must(
    plan.every((item, index) => (plan[index - 1]?.at ?? 0) <= item.at),
    'the plan is sorted',
    plan,
  )
  must(
    plan.every((item) => item.at > now && Number.isInteger(item.at)),
    'what is planned is to come',
    [now, plan],
  )
  must(new Set(plan.map((item) => item.key)).size === plan.length, 'no key is planned twice', plan)
  must(new Set(fired).size === fired.length, 'no key fires twice', fired)
  must(!plan.some((item) => fired.includes(item.key)), 'what fired is not planned again', [plan, fired])
  if (isFinal(definition, snapshot.state)) must(plan.length === 0, 'the end has no plan', plan)
  const checked = checkForm(definition.data, data)
  must(checked.ok && JSON.stringify(sorted(checked.value)) === JSON.stringify(sorted(data)), 'the data passes its own form', [
    data,
    checked,
  ])
}

const sorted = (record: object): [string, unknown][] => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
