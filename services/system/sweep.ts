import { and, asc, eq, gt, isNotNull, lt, sql } from 'drizzle-orm'
import { machine } from '../../domain/actor.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { processes } from '../../db/schema/process.ts'
import type { ActUpdate } from '../../workflows/contracts.ts'
import { doubtWorkflow } from '../process/doubt.ts'
import { resumeWorkflow } from '../process/resume.ts'

const batch = 400
/** Asked at once: an engine that lost much is in step again soon, and one that is busy is not drowned. */
const lanes = 8
/** A move younger than this is being confirmed by whoever asked for it. */
const settleMs = 15_000

async function confirm(db: Database, process: { readonly id: string; readonly seq: number }): Promise<void> {
  await db.system((tx) =>
    tx
      .update(processes)
      .set({ confirmedSeq: process.seq })
      .where(and(eq(processes.id, process.id), lt(processes.confirmedSeq, process.seq))),
  )
}

/** Asks a workflow to read what Postgres holds. */
export const toRead = (process: { readonly id: string; readonly seq: number }): ActUpdate => ({
  action: 'sync',
  form: {},
  actor: machine,
  requestId: `sync:${process.id}:${String(process.seq)}`,
  inputHash: '',
  seen: process.seq,
})

/**
 * Looks after moves that Postgres holds and the engine may have lost in a crash: asks each such workflow to read the
 * record again. One that is not there is started from the record, unless the process has ended.
 * Answers how many it brought into step.
 */
export async function sweep(deps: { readonly db: Database; readonly engine: EnginePort }, now: Date): Promise<number> {
  const behind = await deps.db.system((tx) =>
    tx
      .select({ id: processes.id, tenantId: processes.tenantId, seq: processes.seq })
      .from(processes)
      .where(and(gt(processes.seq, processes.confirmedSeq), lt(processes.changedAt, new Date(now.getTime() - settleMs))))
      // One that gave no answer keeps nobody else waiting.
      .orderBy(asc(isNotNull(processes.lookAt)), asc(processes.changedAt))
      .limit(batch),
  )
  let done = 0
  let answers = true
  const left = behind.values()
  // All lanes draw from one iterator. An engine that does not answer now is asked about the rest in a later round.
  const lane = async (): Promise<void> => {
    for (const process of left) {
      const outcome = await deps.engine.act(process.id, toRead(process))
      if (outcome.kind === 'unknown') {
        answers = false
        await doubtWorkflow(deps.db, { tenantId: process.tenantId, processId: process.id }, now)
      } else {
        if (outcome.kind === 'gone') await resumeWorkflow(deps, { tenantId: process.tenantId, processId: process.id })
        await confirm(deps.db, process)
        done += 1
      }
      if (!answers) return
    }
  }
  await allOf(Array.from({ length: lanes }, lane))
  return done
}

/** Confirmations of moves that were answered, written together: one statement for many processes. */
export interface Confirmer {
  confirmed(processId: string, seq: number): void
  flush(): Promise<void>
}

export function createConfirmer(db: Database): Confirmer {
  let waiting = new Map<string, number>()
  return {
    confirmed: (processId, seq) => void waiting.set(processId, Math.max(seq, waiting.get(processId) ?? 0)),
    async flush() {
      if (waiting.size === 0) return
      const rows = JSON.stringify([...waiting].map(([id, seq]) => ({ id, seq })))
      waiting = new Map()
      // What is lost here, or held by a move that knows better, is only asked again by the sweep.
      await db.system((tx) =>
        tx.execute(sql`WITH c AS (SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS c(id uuid, seq int)),
          free AS (SELECT p.id FROM processes p JOIN c ON c.id = p.id AND p.confirmed_seq < c.seq ORDER BY p.id FOR UPDATE OF p SKIP LOCKED)
          UPDATE processes SET confirmed_seq = c.seq FROM c JOIN free USING (id) WHERE processes.id = c.id AND processes.confirmed_seq < c.seq`),
      )
    },
  }
}
