import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { memberships } from '../../db/schema/person.ts'

/** The zones of those of the people who have one of their own in the organization, by id. */
export async function zonesOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: memberships.userId, zone: memberships.zone })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.userId, [...new Set(ids)]), isNotNull(memberships.zone)))
  return new Map(rows.flatMap(({ id, zone }) => (zone === null ? [] : [[id, zone]])))
}

/** The zone of a member who has one of their own; undefined where the organization's is theirs. */
export const zoneOfMember = async (tx: Tx, tenantId: string, id: string | null): Promise<string | undefined> =>
  id === null ? undefined : (await zonesOf(tx, tenantId, [id])).get(id)
