import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import { appendAudit } from './append.ts'
import type { Ctx } from '../context.ts'

/** The audit row of what somebody changed by a verb, in its transaction. */
export function writeAudit(
  tx: Tx,
  ctx: Ctx,
  change: { readonly action: string; readonly entity: string; readonly entityId: string; readonly before: Json; readonly after: Json },
): void {
  appendAudit(tx, { tenantId: ctx.tenantId, at: ctx.now, actor: ctx.actor, requestId: ctx.requestId, ...change })
}
