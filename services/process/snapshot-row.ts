import { nearestDue } from '../../domain/deadlines.ts'
import { stateOf, waitingParty } from '../../domain/decide.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { processes } from '../../db/schema/process.ts'

export type ProcessRow = typeof processes.$inferSelect

/** What the engine knows of a process, from its row. */
export const snapshotOf = (row: ProcessRow): Snapshot => ({
  state: row.state,
  seq: row.seq,
  enteredSeq: row.enteredSeq,
  enteredAt: row.enteredAt.getTime(),
  movedSeq: row.movedSeq,
  data: row.data,
  assigneeId: row.assigneeId,
  clocks: row.clocks,
  plan: row.plan,
  fired: row.fired,
  opens: row.opens,
})

/** What a row shows of its snapshot: the columns people sort and filter by. Kept by every record. */
export function shownOf(definition: ProcessDefinition, snapshot: Snapshot) {
  const final = stateOf(definition, snapshot.state).final === true
  const dueAt = final ? null : nearestDue(snapshot.clocks)
  return {
    title: definition.title(snapshot.data),
    enteredAt: new Date(snapshot.enteredAt),
    waitsFor: final ? null : waitingParty(definition, snapshot.state, snapshot.data),
    dueAt: dueAt === null ? null : new Date(dueAt),
    nextAt: snapshot.plan[0] ? new Date(snapshot.plan[0].at) : null,
  }
}
