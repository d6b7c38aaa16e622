import { and, arrayOverlaps, asc, eq, isNull, sql } from 'drizzle-orm'
import { rolesOfParty } from '../../domain/roles.ts'
import type { Party, Role } from '../../domain/roles.ts'
import { memberships, users } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { staffOnly } from '../staff-only.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
}

const mostPeople = 1_000

/**
 * People of the organization who can be chosen, by name: all of them or those who belong to a party. Who left or is
 * disabled is not among them.
 * @throws Problem Forbidden
 */
export async function listPeople({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly party?: Party | undefined; readonly text?: string | undefined }
}): Promise<{ readonly items: readonly Person[] }> {
  staffOnly(ctx)
  const ofParty = input.party === undefined ? undefined : arrayOverlaps(memberships.roles, [...rolesOfParty[input.party]])
  const text = input.text?.replaceAll('\0', '').trim().toLowerCase() ?? ''
  const named = text === '' ? undefined : sql`position(${text} in lower(${users.name})) > 0`
  const items = await ctx.db.tenant(ctx.tenantId, (tx) =>
    tx
      .select({ id: users.id, name: users.name, roles: memberships.roles })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.tenantId, ctx.tenantId), isNull(users.disabledAt), ofParty, named))
      .orderBy(asc(users.name), asc(users.id))
      .limit(mostPeople),
  )
  return { items }
}
