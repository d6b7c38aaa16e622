import { and, eq } from 'drizzle-orm'
import { findFreeSlots } from '../../domain/calendar/free-slots.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import type { visitModes } from '../../domain/visit-fields.ts'
import type { Tx } from '../../db/client.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import { organizationRules } from '../organization/rules.ts'
import { busyTimes } from './busy-times.ts'

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
export async function zoneOfContact(tx: Tx, tenantId: string, contactId: string | null): Promise<string | undefined> {
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

/** The first times at which the representative and the contact are both free, within the organization's working hours. */
export async function freeTimes(tx: Tx, wanted: Wanted): Promise<readonly Span[]> {
  const { calendar } = await organizationRules(tx, wanted.tenantId)
  const { tenantId, repId, contactId, mode, durationMs, fromAt, limit, except } = wanted
  const visitedZone = await zoneOfContact(tx, tenantId, contactId)
  const contactIds = contactId === null ? [] : [contactId]
  const times = await busyTimes(tx, tenantId, { repIds: [repId], contactIds, mode, except }, { fromAt, toAt: fromAt + horizonMs })
  const busy = [repId, ...contactIds].flatMap((id) => times.get(id) ?? [])
  return findFreeSlots({ calendar, busy, visitedZone, durationMs, fromAt, limit })
}

/** A free time as the API gives it: ISO instants. */
export const slotOf = ({ fromAt, toAt }: Span): { readonly startsAt: string; readonly endsAt: string } => ({
  startsAt: new Date(fromAt).toISOString(),
  endsAt: new Date(toAt).toISOString(),
})
