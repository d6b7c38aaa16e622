import { and, arrayOverlaps, asc, eq, isNull } from 'drizzle-orm'
import { rolesOfParty } from '../../domain/roles.ts'
import type { Party, Role } from '../../domain/roles.ts'
import { absences } from '../../db/schema/absence.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { holdsAt } from '../absences/now.ts'
import type { Ctx } from '../context.ts'
import { staffOnly } from '../staff-only.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Until when they are away; null for who is there. */
  readonly awayUntil: Date | null
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
  const roles = input.party === undefined ? undefined : [...rolesOfParty[input.party]]
  if (roles?.length === 0) return { items: [] }
  const text = input.text?.trim().toLowerCase() ?? ''
  const items = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx
      .select({ id: users.id, name: users.name, roles: memberships.roles, awayUntil: absences.toAt })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(absences, and(eq(absences.tenantId, memberships.tenantId), eq(absences.userId, memberships.userId), holdsAt(ctx.now)))
      .where(and(eq(memberships.tenantId, ctx.tenantId), isNull(users.disabledAt), roles && arrayOverlaps(memberships.roles, roles)))
      .orderBy(asc(users.name), asc(users.id))
      .limit(mostPeople),
  )
  // Here, not in SQL: what its lower() makes of Cyrillic depends on how the database was set up.
  return { items: items.filter((person) => person.name.toLowerCase().includes(text)) }
}
