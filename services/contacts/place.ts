import { and, eq, sql } from 'drizzle-orm'
import { searchWords } from '../../domain/text/search-words.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import type { Change } from '../audit/write.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'

export type KnownPlace = Pick<typeof contactOrganizations.$inferSelect, 'id' | 'name' | 'words'>

/** Under what places of one name are the same. */
export const placeKey = (name: string): string => name.toLowerCase()

/** Adds a place of which only the name is known, and notes that it did. */
export async function writePlace(tx: Tx, ctx: Ctx, name: string, changes: Change[]): Promise<KnownPlace> {
  const place = { id: newId(), name, words: searchWords(name) }
  await tx.insert(contactOrganizations).values({ ...place, tenantId: ctx.tenantId, createdAt: ctx.now })
  const after = { id: place.id, name, address: null, zone: null, phone: null }
  changes.push({ action: 'contactOrganization.add', entity: 'contactOrganization', entityId: place.id, before: null, after })
  return place
}

const placesNamed = (tx: Tx, ctx: Ctx, name: string): Promise<KnownPlace[]> =>
  tx
    .select({ id: contactOrganizations.id, name: contactOrganizations.name, words: contactOrganizations.words })
    .from(contactOrganizations)
    .where(and(eq(contactOrganizations.tenantId, ctx.tenantId), eq(sql`lower(${contactOrganizations.name})`, placeKey(name))))
    .limit(2)

/** The place of this name, added if the directory does not know it; undefined where several bear it. */
export async function findOrAddPlace(tx: Tx, ctx: Ctx, name: string): Promise<KnownPlace | undefined> {
  let found = await placesNamed(tx, ctx, name)
  if (found.length === 0) {
    // Two who book for one new place at once add it once.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`place ${ctx.tenantId} ${placeKey(name)}`}, 0))`)
    found = await placesNamed(tx, ctx, name)
  }
  if (found.length > 0) return found.length === 1 ? found[0] : undefined
  const changes: Change[] = []
  const place = await writePlace(tx, ctx, name, changes)
  for (const change of changes) writeAudit(tx, ctx, change)
  return place
}
