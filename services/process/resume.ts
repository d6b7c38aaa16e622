import { and, eq } from 'drizzle-orm'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { snapshotOf } from './snapshot-row.ts'

/**
 * Starts the workflow of a process from what Postgres holds, with every letter that waits; one that runs is left alone.
 * `awaited`: a request follows at once, so the workflow of an ended process stays for it. Answers the record it starts from;
 * undefined when there is nothing left to do for the process.
 * @throws when the process has no row or the engine can't be reached
 */
export async function resumeWorkflow(
  { db, engine }: { readonly db: Database; readonly engine: Pick<EnginePort, 'start'> },
  { tenantId, processId, awaited = false }: { readonly tenantId: string; readonly processId: string; readonly awaited?: boolean },
): Promise<number | undefined> {
  const { row, pending } = await db.tenant(tenantId, async (tx) => {
    const [found] = await tx
      .select()
      .from(processes)
      .where(and(eq(processes.tenantId, tenantId), eq(processes.id, processId)))
    if (!found) throw new Error('The process has no row')
    const waiting = await tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.processId, processId), eq(deliveries.status, 'pending')))
    return { row: found, pending: waiting.map((message) => message.id) }
  })
  if (row.endedAt !== null && pending.length === 0 && !awaited) return undefined
  const troubled = row.trouble !== null
  const input = { tenantId, processId, kind: row.kind, snapshot: snapshotOf(row), pending, troubled }
  await engine.start(awaited ? { ...input, awaited } : input)
  return row.seq
}
