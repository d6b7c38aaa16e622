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
})
