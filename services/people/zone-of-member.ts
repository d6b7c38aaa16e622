import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { memberships } from '../../db/schema/person.ts'

/** The IANA zone of a member who has one of their own; undefined where the organization's is theirs. */
export async function zoneOfMember(tx: Tx, tenantId: string, id: string | null): Promise<string | undefined> {
  if (id === null) return undefined
  const [member] = await tx
    .select({ zone: memberships.zone })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, id)))
  return member?.zone ?? undefined
}
