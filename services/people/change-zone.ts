import { and, eq } from 'drizzle-orm'
import { isZone } from '../../domain/calendar/zone.ts'
import type { Tx } from '../../db/client.ts'
import { memberships } from '../../db/schema/person.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { notFound, wrongField } from '../problem.ts'
import { requestRecomputeOf } from '../process/request-recompute.ts'
import { staffOnly } from '../staff-only.ts'

/**
 * Says where a member of the organization works, an IANA zone; null is where the organization does. What is due in their working hours is
 * counted anew.
 * @throws Problem BadInput for a name that is no zone, NotFound
 */
export async function changeZone(tx: Tx, ctx: Ctx, userId: string, zone: string | null): Promise<void> {
  if (zone !== null && !isZone(zone))
    throw wrongField('zone', {
      ru: 'Такого часового пояса нет: укажите его по базе IANA, например Asia/Vladivostok',
      en: 'There is no such time zone: give it as the IANA database does, such as Asia/Vladivostok',
    })
  const own = and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.userId, userId))
  const [before] = await tx.select({ zone: memberships.zone }).from(memberships).where(own).for('update')
  if (!before) throw notFound()
  if (before.zone === zone) return
  await tx.update(memberships).set({ zone }).where(own)
  await requestRecomputeOf(tx, ctx.tenantId, userId, ctx.requestId)
  writeAudit(tx, ctx, { action: 'user.setZone', entity: 'user', entityId: userId, before, after: { zone } })
}

/** The same of oneself. @throws Problem BadInput, Forbidden */
export async function setOwnZone({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly zone: string | null } }): Promise<void> {
  const { id } = staffOnly(ctx)
  await ctx.db.tenant(ctx.tenantId, (tx) => changeZone(tx, ctx, id, input.zone))
}
