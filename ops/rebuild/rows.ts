import { and, asc, eq, gt, isNull, notExists } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { intake } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'

const pageSize = 500

export interface ProcessFacts {
  readonly id: string
  readonly tenantId: string
  readonly kind: string
  readonly state: string
  readonly seq: number
  readonly confirmedSeq: number
  readonly endedAt: Date | null
}
const { id, tenantId, kind, state, seq, confirmedSeq, endedAt } = processes
const facts = { id, tenantId, kind, state, seq, confirmedSeq, endedAt }

/** Every process that a workflow must run for, in pages. One whose order to start still lies in the intake is the relay's. */
export async function* wanted(db: Database): AsyncGenerator<readonly string[]> {
  let last: string | undefined
  for (;;) {
    const page = await db.system((tx) => {
      const ordered = tx
        .select({ id: intake.id })
        .from(intake)
        .where(and(eq(intake.source, 'start'), eq(intake.status, 'received'), eq(intake.processId, processes.id)))
      return tx
        .select({ id: processes.id })
        .from(processes)
        .where(and(last === undefined ? undefined : gt(processes.id, last), isNull(processes.endedAt), notExists(ordered)))
        .orderBy(asc(processes.id))
        .limit(pageSize)
    })
    if (page.length > 0) yield page.map((row) => row.id)
    last = page.at(-1)?.id
    if (page.length < pageSize) return
  }
}

/** A process as its row has it now; undefined when it has none. */
export async function factsOf(db: Database, processId: string): Promise<ProcessFacts | undefined> {
  const [row] = await db.system((tx) => tx.select(facts).from(processes).where(eq(processes.id, processId)))
  return row
}

/** Gives a process to the sweep, which asks its workflow to read the record again. Answers whether that is new. */
export async function giveToSweep(db: Database, processId: string, knownSeq: number): Promise<boolean> {
  const given = await db.system((tx) =>
    tx
      .update(processes)
      .set({ confirmedSeq: knownSeq })
      .where(and(eq(processes.id, processId), gt(processes.confirmedSeq, knownSeq)))
      .returning({ id: processes.id }),
  )
  return given.length > 0
}
