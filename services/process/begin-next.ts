import { and, eq } from 'drizzle-orm'
import type { ProcessDefinition } from '../../domain/process.ts'
import { events } from '../../db/schema/process.ts'
import { beginProcess } from './begin.ts'
import { hooksOf } from './kinds.ts'
import type { Moved } from './on-move.ts'

/**
 * Begins the process that a move asks for, in the move's transaction; the relay hands it to the engine. The request id is
 * the first process's own, so that a second report of it begins none.
 */
export async function beginNext(moved: Moved, definition: ProcessDefinition): Promise<void> {
  const { tx, tenantId, processId, actor, at, contactId } = moved
  const next = hooksOf(definition.kind).next?.(moved)
  if (!next) return
  const requestId = `next:${processId}`
  const [begun] = await tx
    .select({ id: events.processId })
    .from(events)
    .where(and(eq(events.tenantId, tenantId), eq(events.requestId, requestId)))
  if (!begun) await beginProcess(tx, { tenantId, now: at, actor, requestId }, definition, next.form, contactId, next.because)
}
