import { eq } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import { organizations } from '../../db/schema/organization.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import { administrators, requireRole } from './rights.ts'
import { writeAudit } from './write-audit.ts'

export interface OrganizationCard {
  readonly name: string
  readonly lang: Lang
  readonly slug: string
  readonly supportAddress: string
}

/** @throws Problem Forbidden */
export async function getOrganization({ ctx }: { readonly ctx: Ctx }): Promise<OrganizationCard> {
  requireRole(ctx, administrators)
  const [row] = await ctx.db.tenantRead(ctx.tenantId, (tx) => tx.select().from(organizations).where(eq(organizations.id, ctx.tenantId)))
  if (!row) throw notFound()
  const { name, lang, slug, supportAddress } = row
  return { name, lang, slug, supportAddress }
}

/** @throws Problem Forbidden */
export async function setOrganization({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly name: string; readonly lang: Lang }
}): Promise<void> {
  requireRole(ctx, administrators)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const [before] = await tx
      .select({ name: organizations.name, lang: organizations.lang })
      .from(organizations)
      .where(eq(organizations.id, ctx.tenantId))
      .for('update')
    if (!before) throw notFound()
    const after = { name: input.name, lang: input.lang }
    await tx.update(organizations).set(after).where(eq(organizations.id, ctx.tenantId))
    writeAudit(tx, ctx, { action: 'organization.set', entity: 'organization', entityId: ctx.tenantId, before, after })
  })
}
