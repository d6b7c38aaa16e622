import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { events } from '../../db/schema/process.ts'

/** By what the process that comes after another is begun: by the first one's own id, so that each is followed by one at most. */
export const nextRequestId = (processId: string): string => `next:${processId}`

/** Whether a move of the process has begun another one before. */
export async function isFollowed(tx: Tx, tenantId: string, processId: string): Promise<boolean> {
  const begun = and(eq(events.tenantId, tenantId), eq(events.requestId, nextRequestId(processId)))
  return (await tx.$count(events, begun)) > 0
}
