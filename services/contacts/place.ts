import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { searchWords } from '../../domain/text/search-words.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import type { Change } from '../audit/write.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'

export type KnownPlace = Pick<typeof contactOrganizations.$inferSelect, 'id' | 'name' | 'words'>

/** Under what places of one name are the same. */
export const placeKey = (name: string): string => name.toLowerCase()

/** By what a contact is joined to where they work. */
export const worksAt = (tenantId: string): SQL | undefined =>
  and(eq(contactOrganizations.id, contacts.contactOrganizationId), eq(contactOrganizations.tenantId, tenantId))

/** Adds a place of which only the name is known; answers it with the change that is to be kept. */
export async function writePlace(tx: Tx, ctx: Ctx, name: string): Promise<{ readonly place: KnownPlace; readonly change: Change }> {
  const place = { id: newId(), name, words: searchWords(name) }
  await tx.insert(contactOrganizations).values({ ...place, tenantId: ctx.tenantId, createdAt: ctx.now })
  const after = { id: place.id, name, address: null, zone: null, phone: null }
  return { place, change: { action: 'contactOrganization.add', entity: 'contactOrganization', entityId: place.id, before: null, after } }
}

/** The places that bear one of the names, each by its `placeKey`. */
export const placesNamed = (tx: Tx, { tenantId }: Ctx, keys: readonly string[]): Promise<KnownPlace[]> =>
  tx
    .select({ id: contactOrganizations.id, name: contactOrganizations.name, words: contactOrganizations.words })
    .from(contactOrganizations)
    .where(and(eq(contactOrganizations.tenantId, tenantId), inArray(sql`lower(${contactOrganizations.name})`, [...keys])))

/** The place of this name, added if the directory does not know it; undefined where several bear it. */
export async function findOrAddPlace(tx: Tx, ctx: Ctx, name: string): Promise<KnownPlace | undefined> {
  const key = placeKey(name)
  let found = await placesNamed(tx, ctx, [key])
  if (found.length === 0) {
    // Two who book for one new place at once add it once.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`place ${ctx.tenantId} ${key}`}, 0))`)
    found = await placesNamed(tx, ctx, [key])
  }
  if (found.length > 0) return found.length === 1 ? found[0] : undefined
  const { place, change } = await writePlace(tx, ctx, name)
  writeAudit(tx, ctx, change)
  return place
}
