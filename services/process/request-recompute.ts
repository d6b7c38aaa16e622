import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'

/** Marks every open process of an organization, whose calendar or policies changed, for new times. `key` names the change. */
export async function requestRecompute(tx: Tx, tenantId: string, key: string): Promise<void> {
  await tx
    .update(processes)
    .set({ recomputeKey: key })
    .where(and(eq(processes.tenantId, tenantId), isNull(processes.endedAt)))
}

/** The same of what one person works on, whose zone changed. */
export async function requestRecomputeOf(tx: Tx, tenantId: string, assigneeId: string, key: string): Promise<void> {
  await tx
    .update(processes)
    .set({ recomputeKey: key })
    .where(and(eq(processes.tenantId, tenantId), eq(processes.assigneeId, assigneeId), isNull(processes.endedAt)))
}
