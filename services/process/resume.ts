import { and, eq } from 'drizzle-orm'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import { snapshotOf } from './snapshot-row.ts'

/**
 * Starts the workflow of a process from what Postgres holds; one that runs is left alone.
 * `awaited`: a request follows at once, so the workflow of an ended process stays for it. Answers the record it starts from;
 * undefined when there is nothing left to do for the process.
 * @throws when the process has no row or the engine can't be reached
 */
export async function resumeWorkflow(
  { db, engine }: { readonly db: Database; readonly engine: Pick<EnginePort, 'start'> },
  { tenantId, processId, awaited = false }: { readonly tenantId: string; readonly processId: string; readonly awaited?: boolean },
): Promise<number | undefined> {
  const [row] = await db.tenant(tenantId, (tx) =>
    tx
      .select()
      .from(processes)
      .where(and(eq(processes.tenantId, tenantId), eq(processes.id, processId))),
  )
  if (!row) throw new Error('The process has no row')
  if (row.endedAt !== null && !awaited) return undefined
  const troubled = row.trouble !== null
  const input = { tenantId, processId, kind: row.kind, snapshot: snapshotOf(row), pending: [], troubled }
  await engine.start(awaited ? { ...input, awaited } : input)
  return row.seq
}
