import { eq } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { QuietHours } from '../../domain/messages/quiet-hours.ts'
import { organizations } from '../../db/schema/organization.ts'
import type { Ctx } from '../context.ts'
import { moveWaiting } from '../messages/quiet-waiting.ts'
import { notFound } from '../problem.ts'
import { administrators, requireRole } from './rights.ts'
import { writeAudit } from '../audit/write.ts'

export interface OrganizationCard {
  readonly name: string
  readonly lang: Lang
  readonly slug: string
  readonly supportAddress: string
  /** When no SMS leaves. */
  readonly quiet: QuietHours
  /** How many visits a calendar month a contact is taken to agree to. */
  readonly visitsPerContactMonth: number
  /** What coaching notes score; empty for the usual. */
  readonly coachingCriteria: readonly string[]
}

/** @throws Problem Forbidden */
export async function getOrganization({ ctx }: { readonly ctx: Ctx }): Promise<OrganizationCard> {
  requireRole(ctx, administrators)
  const [row] = await ctx.db.tenantRead(ctx.tenantId, (tx) => tx.select().from(organizations).where(eq(organizations.id, ctx.tenantId)))
  if (!row) throw notFound()
  const { name, lang, slug, supportAddress, quietFromMinute: fromMinute, quietToMinute: toMinute } = row
  const { visitsPerContactMonth, coachingCriteria } = row
  return { name, lang, slug, supportAddress, quiet: { fromMinute, toMinute }, visitsPerContactMonth, coachingCriteria }
}

/** Quiet hours stay as they are when left out; what waits for the old morning waits for the new one. @throws Problem Forbidden */
export async function setOrganization({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: {
    readonly name: string
    readonly lang: Lang
    readonly quiet?: QuietHours | undefined
    readonly visitsPerContactMonth?: number | undefined
    readonly coachingCriteria?: readonly string[] | undefined
  }
}): Promise<void> {
  requireRole(ctx, administrators)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const [found] = await tx
      .select({
        name: organizations.name,
        lang: organizations.lang,
        quietFromMinute: organizations.quietFromMinute,
        quietToMinute: organizations.quietToMinute,
        visitsPerContactMonth: organizations.visitsPerContactMonth,
        coachingCriteria: organizations.coachingCriteria,
        calendar: organizations.calendar,
      })
      .from(organizations)
      .where(eq(organizations.id, ctx.tenantId))
      .for('update')
    if (!found) throw notFound()
    const { calendar, ...before } = found
    const { name, lang, quiet, visitsPerContactMonth = before.visitsPerContactMonth, coachingCriteria = before.coachingCriteria } = input
    const after = {
      ...before,
      name,
      lang,
      visitsPerContactMonth,
      coachingCriteria: [...new Set(coachingCriteria)],
      ...(quiet ? { quietFromMinute: quiet.fromMinute, quietToMinute: quiet.toMinute } : {}),
    }
    await tx.update(organizations).set(after).where(eq(organizations.id, ctx.tenantId))
    const old = { fromMinute: before.quietFromMinute, toMinute: before.quietToMinute }
    if (quiet) await moveWaiting(tx, { tenantId: ctx.tenantId, zone: calendar.zone, old, quiet, now: ctx.now })
    writeAudit(tx, ctx, { action: 'organization.set', entity: 'organization', entityId: ctx.tenantId, before, after })
  })
}
