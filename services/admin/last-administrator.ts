import { and, arrayOverlaps, eq, isNull, ne } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { Problem } from '../problem.ts'
import { administrators } from './rights.ts'

/**
 * Checks that somebody besides this person administers the organization. Two administrators who remove each other
 * wait here for one another.
 * @throws Problem Conflict
 */
export async function keepAnAdministrator(tx: Tx, tenantId: string, userId: string): Promise<void> {
  await tx.select({ id: organizations.id }).from(organizations).where(eq(organizations.id, tenantId)).for('update')
  const [other] = await tx
    .select({ id: users.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        ne(memberships.userId, userId),
        isNull(users.disabledAt),
        arrayOverlaps(memberships.roles, [...administrators]),
      ),
    )
    .limit(1)
  if (!other)
    throw new Problem('Conflict', {
      ru: 'Это последний администратор организации. Сначала назначьте другого.',
      en: 'This is the last administrator of the organization. Appoint another one first.',
    })
}
