import { and, arrayOverlaps, eq, notInArray } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { memberships, sessions, users } from '../../db/schema/person.ts'
import type { AuditEntry } from '../audit/append.ts'
import { appendAudit } from '../audit/append.ts'
import { publishSessionEnd } from '../live/publish.ts'
import type { Role } from '../../domain/roles.ts'

/** The account behind an address, in whatever organization. */
export async function findPersonId(db: Database, email: string): Promise<string | undefined> {
  const [user] = await db.systemRead.select({ id: users.id }).from(users).where(eq(users.email, email))
  return user?.id
}

/**
 * True when a person also belongs to an organization that the other one does not administer: an account is one for
 * all organizations, so nobody may change what others rely on.
 */
export function belongsElsewhere(db: Database, userId: string, administratorId: string, administrators: readonly Role[]): Promise<boolean> {
  return db.system(async (tx) => {
    const own = tx
      .select({ id: memberships.tenantId })
      .from(memberships)
      .where(and(eq(memberships.userId, administratorId), arrayOverlaps(memberships.roles, [...administrators])))
    const foreign = await tx
      .select({ id: memberships.tenantId })
      .from(memberships)
      .where(and(eq(memberships.userId, userId), notInArray(memberships.tenantId, own)))
      .limit(1)
    return foreign.length > 0
  })
}

/** Stores a password that an administrator hands over, and ends every session of the person, in one transaction. */
export function handOverPassword(db: Database, userId: string, passwordHash: string, entry: AuditEntry): Promise<void> {
  return db.system(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId))
    await tx.delete(sessions).where(eq(sessions.userId, userId))
    publishSessionEnd(tx, entry.tenantId, userId)
    appendAudit(tx, entry)
  })
}
