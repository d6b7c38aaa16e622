import { and, eq } from 'drizzle-orm'
import { rolesOfParty } from '../../../domain/roles.ts'
import { newId } from '../../../db/id.ts'
import { contacts } from '../../../db/schema/person.ts'
import { contactAllowances } from '../../../db/schema/visit-plan.ts'
import { requireRole } from '../../admin/rights.ts'
import { writeAudit } from '../../audit/write.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../problem.ts'

/** Lets a contact be visited more often in a month than they agreed to; the reason is kept. @throws Problem Forbidden, NotFound */
export async function allowVisits({
  ctx,
  input: { contactId, month, extra, reason },
}: {
  readonly ctx: Ctx
  /** `month` as `2026-11`. */
  readonly input: { readonly contactId: string; readonly month: string; readonly extra: number; readonly reason: string }
}): Promise<void> {
  requireRole(ctx, rolesOfParty.manager)
  const { tenantId, now: givenAt } = ctx
  await ctx.db.tenant(tenantId, async (tx) => {
    const known = await tx.$count(contacts, and(eq(contacts.tenantId, tenantId), eq(contacts.id, contactId)))
    if (known === 0) throw notFound()
    const row = { contactId, month: `${month}-01`, extra, reason }
    await tx.insert(contactAllowances).values({ ...row, id: newId(), tenantId, givenBy: ctx.actor.name, givenAt })
    writeAudit(tx, ctx, { action: 'contact.allow', entity: 'contact', entityId: contactId, before: null, after: row })
  })
}
