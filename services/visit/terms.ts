import { and, eq, inArray } from 'drizzle-orm'
import type { VisitTerms } from '../../domain/visit-terms.ts'
import type { Tx } from '../../db/client.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import { worksAt } from '../contacts/place.ts'

/** On what terms contacts of the directory may be visited, by their id. */
export async function termsOf(tx: Tx, tenantId: string, contactIds: readonly string[]): Promise<ReadonlyMap<string, VisitTerms>> {
  const rows = await tx
    .select({
      id: contacts.id,
      onlyMode: contacts.onlyMode,
      gapDays: contacts.gapDays,
      hours: contacts.visitHours,
      place: { name: contactOrganizations.name, refusal: contactOrganizations.refusal, hours: contactOrganizations.visitHours },
    })
    .from(contacts)
    .leftJoin(contactOrganizations, worksAt(tenantId))
    .where(and(eq(contacts.tenantId, tenantId), inArray(contacts.id, [...contactIds])))
  return new Map(rows.map(({ id, ...terms }) => [id, terms]))
}

/** The same of one contact; undefined of nobody. */
export const termsOfContact = async (tx: Tx, tenantId: string, contactId: string | null): Promise<VisitTerms | undefined> =>
  contactId === null ? undefined : (await termsOf(tx, tenantId, [contactId])).get(contactId)
