import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import { worksAt } from '../contacts/place.ts'
import { zoneOfMember } from '../people/zone-of-member.ts'

/** The zone a contact lives in: their own, or that of where they work; undefined when nobody knows. */
async function zoneOfContact(tx: Tx, tenantId: string, contactId: string | null): Promise<string | undefined> {
  if (contactId === null) return undefined
  const [found] = await tx
    .select({ own: contacts.zone, ofWork: contactOrganizations.zone })
    .from(contacts)
    .leftJoin(contactOrganizations, worksAt(tenantId))
    .where(and(eq(contacts.tenantId, tenantId), eq(contacts.id, contactId)))
  return found?.own ?? found?.ofWork ?? undefined
}

/** By whose clocks a visit is: IANA zones of the representative and of the contact. */
export interface VisitZones {
  readonly repZone: string
  readonly contactZone: string
}

/** A representative without a zone goes by the organization's; a contact whose zone nobody knows, by that of whoever visits them. */
export async function zonesOfVisit(
  tx: Tx,
  tenantId: string,
  organizationZone: string,
  { repId, contactId }: { readonly repId: string | null; readonly contactId: string | null },
): Promise<VisitZones> {
  const [ofRep, ofContact] = await allOf([zoneOfMember(tx, tenantId, repId), zoneOfContact(tx, tenantId, contactId)])
  const repZone = ofRep ?? organizationZone
  return { repZone, contactZone: ofContact ?? repZone }
}
