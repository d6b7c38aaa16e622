import type { ProcessDefinition } from '../../domain/process.ts'
import { beginProcess } from './begin.ts'
import { isFollowed, nextRequestId } from './followed.ts'
import { hooksOf } from './kinds.ts'
import type { Moved } from './on-move.ts'

/** Begins the process that a move asks for, in the move's transaction; the relay hands it to the engine. A second report begins none. */
export async function beginNext(moved: Moved, definition: ProcessDefinition): Promise<void> {
  const { tx, tenantId, processId, actor, at, contactId } = moved
  const next = hooksOf(definition.kind).next?.(moved)
  if (!next || (await isFollowed(tx, tenantId, processId))) return
  const by = { tenantId, now: at, actor, requestId: nextRequestId(processId) }
  await beginProcess(tx, by, definition, next.form, contactId, next.because)
}
