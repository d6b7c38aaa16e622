import { and, eq, isNull } from 'drizzle-orm'
import type { Role } from '../../domain/roles.ts'
import type { Tx } from '../../db/client.ts'
import { memberships, users } from '../../db/schema/person.ts'
import type { PersonName } from './names.ts'

export interface Member extends PersonName {
  readonly roles: readonly Role[]
}

/** Somebody who works in the organization now; undefined for who left it, is disabled or never did. */
export async function memberOf(tx: Tx, tenantId: string, userId: string): Promise<Member | undefined> {
  const [found] = await tx
    .select({ id: users.id, name: users.name, roles: memberships.roles })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId), isNull(users.disabledAt)))
  return found
}
