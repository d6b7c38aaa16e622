import { and, eq, isNull } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import type { Actor } from '../../domain/actor.ts'
import { links } from '../../db/schema/person.ts'
import { appendAudit } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { forbidden } from '../problem.ts'
import { rowOf } from '../process/row-of.ts'
import { checkReadableKind } from '../readable.ts'

/** Whoever speaks with the requester, and their manager. */
export const mayRevokeLinks = (actor: Actor): boolean => actsAs(actor, ['support', 'manager'])

/**
 * Ends the private links of a process, ended ones too: an open page answers 404 from its next request. The next letter
 * carries a new link. Again it changes nothing and answers 0.
 * @throws Problem NotFound, Forbidden
 */
export function revokeLinks({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<{ revoked: number }> {
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await rowOf(tx, ctx, input.id)
    checkReadableKind(ctx.actor, row.kind)
    if (!mayRevokeLinks(ctx.actor)) throw forbidden()
    const ended = await tx
      .update(links)
      .set({ revokedAt: ctx.now })
      .where(and(eq(links.tenantId, ctx.tenantId), eq(links.processId, row.id), isNull(links.revokedAt)))
      .returning({ recipient: links.recipient, generation: links.generation })
    if (ended.length === 0) return { revoked: 0 }
    publishProcess(tx, { tenantId: ctx.tenantId, processId: row.id, kind: row.kind, seq: row.seq })
    appendAudit(tx, {
      tenantId: ctx.tenantId,
      at: ctx.now,
      actor: ctx.actor,
      action: 'link.revoke',
      entity: 'process',
      entityId: row.id,
      before: { links: ended },
      after: null,
      requestId: ctx.requestId,
    })
    return { revoked: ended.length }
  })
}
