import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { reachOf } from '../../domain/limits.ts'
import type { Lang } from '../../domain/label.ts'
import { visit } from '../../domain/visit.ts'
import type { Tx } from '../../db/client.ts'
import { memberships, users } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import type { PersonName } from '../people/names.ts'
import type { Staff } from '../staff-only.ts'
import { visibleVisits } from '../visit/figures/filter.ts'

/** Somebody who may see figures, as whom theirs are counted. */
export interface Receiver {
  readonly actor: Staff
  readonly email: string
  readonly lang: Lang
}

/** Those who may see figures now, by name: of these people, or of the whole organization. */
export async function receiversOf(tx: Tx, tenantId: string, ids?: readonly string[]): Promise<readonly Receiver[]> {
  const { id, name, email, lang } = users
  const among = ids === undefined ? undefined : inArray(id, [...ids])
  const members = await tx
    .select({ id, name, email, lang, roles: memberships.roles })
    .from(memberships)
    .innerJoin(users, eq(id, memberships.userId))
    .where(and(eq(memberships.tenantId, tenantId), isNull(users.disabledAt), among))
    .orderBy(asc(name), asc(id))
  return members
    .map(({ email: address, lang: spoken, ...who }): Receiver => ({ actor: { kind: 'staff', ...who }, email: address, lang: spoken }))
    .filter(({ actor }) => {
      const reach = reachOf(visit, actor)
      return reach === 'all' || reach.length > 0
    })
}

/** To whom figures can be sent. @throws Problem Forbidden for who sees none */
export async function listReceivers({ ctx }: { readonly ctx: Ctx }): Promise<{ readonly items: readonly PersonName[] }> {
  visibleVisits(ctx)
  const found = await ctx.db.tenantRead(ctx.tenantId, (tx) => receiversOf(tx, ctx.tenantId))
  return { items: found.map(({ actor: { id, name } }) => ({ id, name })) }
}
