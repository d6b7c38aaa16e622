import { and, eq } from 'drizzle-orm'
import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import { findFreeSlots } from '../../domain/calendar/free-slots.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import { keptApart, visitedCalendar } from '../../domain/visit-terms.ts'
import type { visitModes } from '../../domain/visit-fields.ts'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import { organizationRules } from '../organization/rules.ts'
import { zoneOfMember } from '../people/zones.ts'
import { busyTimes, heldTimes } from './busy-times.ts'
import { termsOf } from './terms.ts'

const horizonMs = 64 * dayMs

/** Of what visit the times are asked. */
export interface Wanted {
  readonly tenantId: string
  readonly repId: string
  readonly contactId: string | null
  readonly mode: (typeof visitModes)[number]
  readonly durationMs: number
  /** No time before it; epoch milliseconds. */
  readonly fromAt: number
  readonly limit: number
  /** The visit that is moved takes no time from itself. */
  readonly except: string | undefined
}

/** The zone a contact lives in: their own, or that of where they work; undefined when nobody knows. */
async function zoneOfContact(tx: Tx, tenantId: string, contactId: string | null): Promise<string | undefined> {
  if (contactId === null) return undefined
  const [found] = await tx
    .select({ own: contacts.zone, ofWork: contactOrganizations.zone })
    .from(contacts)
    .leftJoin(
      contactOrganizations,
      and(eq(contactOrganizations.id, contacts.contactOrganizationId), eq(contactOrganizations.tenantId, tenantId)),
    )
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

/** The first times at which the representative and the contact are both free, within the working hours of both by their own clocks, and as the contact and their place agree to. */
export async function freeTimes(tx: Tx, wanted: Wanted): Promise<readonly Span[]> {
  const { calendar } = await organizationRules(tx, wanted.tenantId)
  const { tenantId, repId, contactId, mode, durationMs, fromAt, limit, except } = wanted
  const { repZone, contactZone } = await zonesOfVisit(tx, tenantId, calendar.zone, { repId, contactId })
  const contactIds = contactId === null ? [] : [contactId]
  const terms = (await termsOf(tx, tenantId, contactIds)).get(contactId ?? '')
  // Nobody is offered a time where nobody is admitted.
  if (terms?.place?.refusal) return []
  const gapDays = terms?.gapDays ?? 0
  const within = { fromAt: fromAt - gapDays * dayMs, toAt: fromAt + horizonMs + gapDays * dayMs }
  const times = await busyTimes(tx, tenantId, { repIds: [repId], contactIds, mode, except }, within)
  const busy = [repId, ...contactIds].flatMap((id) => times.get(id) ?? [])
  const own = calendarIn(calendar, repZone)
  const visited = visitedCalendar(calendar, contactZone, terms, mode)
  const apartIds = gapDays === 0 ? [] : contactIds
  const held = await heldTimes(tx, tenantId, apartIds, within)
  const near = apartIds.flatMap((id) => [...(times.get(id) ?? []), ...(held.get(id) ?? [])])
  const apart = near.map((one) => keptApart(calendar, one, gapDays))
  return findFreeSlots({ calendar: own, visited, busy: [...busy, ...apart], durationMs, fromAt, limit })
}

/** A free time as the API gives it: ISO instants. */
export const slotOf = ({ fromAt, toAt }: Span): { readonly startsAt: string; readonly endsAt: string } => ({
  startsAt: new Date(fromAt).toISOString(),
  endsAt: new Date(toAt).toISOString(),
})
