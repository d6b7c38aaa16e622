import { and, eq, gt, lt, ne, or } from 'drizzle-orm'
import { findFreeSlots, withWay } from '../../domain/calendar/free-slots.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import type { visitModes } from '../../domain/visit-fields.ts'
import type { Tx } from '../../db/client.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations, visits } from '../../db/schema/visit.ts'
import { organizationRules } from '../organization/rules.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const horizonMs = 64 * dayMs
/** How far apart two visits in person are kept when times are proposed. */
export const wayMs = 30 * minuteMs

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

async function busyOf(tx: Tx, wanted: Wanted): Promise<Span[]> {
  const { tenantId, repId, contactId, except, fromAt } = wanted
  const whose = or(eq(visits.repId, repId), contactId === null ? undefined : eq(visits.contactId, contactId))
  const rows = await tx
    .select({ repId: visits.repId, mode: visits.mode, startsAt: visits.startsAt, endsAt: visits.endsAt })
    .from(visits)
    .where(
      and(
        eq(visits.tenantId, tenantId),
        eq(visits.holds, true),
        whose,
        gt(visits.startsAt, new Date(fromAt - dayMs)),
        lt(visits.startsAt, new Date(fromAt + horizonMs)),
        except === undefined ? undefined : ne(visits.processId, except),
      ),
    )
  return rows.map((row) => {
    const span = { fromAt: row.startsAt.getTime(), toAt: row.endsAt.getTime() }
    const travels = row.repId === repId && row.mode === 'inPerson' && wanted.mode === 'inPerson'
    return travels ? withWay(span, wayMs) : span
  })
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
  const { tenantId, contactId, durationMs, fromAt, limit } = wanted
  const visitedZone = await zoneOfContact(tx, tenantId, contactId)
  return findFreeSlots({ calendar, busy: await busyOf(tx, wanted), visitedZone, durationMs, fromAt, limit })
}

/** A free time as the API gives it: ISO instants. */
export const slotOf = ({ fromAt, toAt }: Span): { readonly startsAt: string; readonly endsAt: string } => ({
  startsAt: new Date(fromAt).toISOString(),
  endsAt: new Date(toAt).toISOString(),
})
