import { and, eq, isNull } from 'drizzle-orm'
import { nearestDue } from '../../domain/deadlines.ts'
import { stateOf, waitingParty } from '../../domain/decide.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { holderOf } from '../../domain/holder.ts'
import { isStaffParty } from '../../domain/roles.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { Tx } from '../../db/client.ts'
import { writeLast } from '../../db/transaction.ts'
import { newId } from '../../db/id.ts'
import { steps } from '../../db/schema/process.ts'

/** When a task has to be done: by the nearest deadline, or else by what its state says. */
function taskDue(definition: ProcessDefinition, { clocks, state, data }: Snapshot): Date | null {
  const neededBy = stateOf(definition, state).neededBy
  const at = nearestDue(clocks) ?? Date.parse(String(neededBy === undefined ? '' : data[neededBy]))
  return Number.isNaN(at) ? null : new Date(at)
}

/** Keeps the process's one open task in step with where it stands: closed when the ball leaves, opened when it comes. */
export function turnSteps(
  tx: Tx,
  process: { readonly tenantId: string; readonly id: string },
  definition: ProcessDefinition,
  before: Snapshot | null,
  after: Snapshot,
  at: Date,
): void {
  const partyBefore = before === null ? null : waitingParty(definition, before.state, before.data)
  const party = waitingParty(definition, after.state, after.data)
  const dueAt = taskDue(definition, after)
  const holderId = party === null ? null : holderOf(definition, party, after.assigneeId)
  const open = and(eq(steps.processId, process.id), isNull(steps.closedAt))
  const same = before !== null && before.enteredSeq === after.enteredSeq && partyBefore === party
  if (same) {
    // A claim is written here alone: what does not change the assignee must not take it away.
    const assigned = before.assigneeId === after.assigneeId ? {} : { assigneeId: holderId, claimedAt: holderId === null ? null : at }
    writeLast(
      tx,
      tx
        .update(steps)
        .set({ ...assigned, dueAt })
        .where(open),
    )
    return
  }
  if (before !== null) writeLast(tx, tx.update(steps).set({ closedAt: at }).where(open))
  if (party === null || !isStaffParty(party)) return
  const opened = tx.insert(steps).values({
    id: newId(),
    tenantId: process.tenantId,
    processId: process.id,
    openedSeq: after.seq,
    state: after.state,
    party,
    assigneeId: holderId,
    claimedAt: holderId === null ? null : at,
    dueAt,
    openedAt: at,
  })
  writeLast(tx, opened)
}
