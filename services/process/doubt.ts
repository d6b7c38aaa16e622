import { eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'

/** That the engine is not known to know the last record of a process, whatever was known of it. */
export const unconfirmed = sql<number>`least(${processes.confirmedSeq}, ${processes.seq} - 1)`

/**
 * Lets the next round look whether the process's workflow can go on, and whether it knows the record: it gave no answer. Waits
 * for nobody who writes the process: what moves needs no look.
 */
export async function doubtWorkflow(
  db: Database,
  { tenantId, processId }: { readonly tenantId: string; readonly processId: string },
  now: Date,
): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    const free = tx.select({ id: processes.id }).from(processes).where(eq(processes.id, processId)).for('update', { skipLocked: true })
    await tx.update(processes).set({ lookAt: now, confirmedSeq: unconfirmed }).where(inArray(processes.id, free))
  })
}
