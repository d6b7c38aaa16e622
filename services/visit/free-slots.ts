import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import type { BusinessCalendar } from '../../domain/calendar/calendar-data.ts'
import { findFreeSlots } from '../../domain/calendar/free-slots.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import { keptApart, visitedCalendar } from '../../domain/visit-terms.ts'
import type { VisitTerms } from '../../domain/visit-terms.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import type { Tx } from '../../db/client.ts'
import { organizationRules } from '../organization/rules.ts'
import { busyTimes, heldTimes } from './busy-times.ts'
import { termsOfContact } from './terms.ts'
import { zonesOfVisit } from './zones.ts'
import type { VisitZones } from './zones.ts'

const horizonMs = 64 * dayMs

/** Of what visit the times are asked. */
export interface Wanted {
  readonly tenantId: string
  readonly repId: string
  readonly contactId: string | null
  readonly mode: VisitMode
  readonly durationMs: number
  /** No time before it; epoch milliseconds. */
  readonly fromAt: number
  readonly limit: number
  /** The visit that is moved takes no time from itself. */
  readonly except: string | undefined
}

/** By whose clocks, in which hours and on what terms a visit can be. */
export interface VisitSetting {
  /** The organization's own. */
  readonly calendar: BusinessCalendar
  readonly zones: VisitZones
  readonly terms: VisitTerms | undefined
  /** The working hours of the representative, and those in which the contact can be visited. */
  readonly own: BusinessCalendar
  readonly visited: BusinessCalendar
}

/** The setting of a visit of a representative to a contact; of one whom nobody knows nothing is agreed. */
export async function settingOf(
  tx: Tx,
  { tenantId, repId, contactId, mode }: Pick<Wanted, 'tenantId' | 'repId' | 'contactId' | 'mode'>,
): Promise<VisitSetting> {
  const { calendar } = await organizationRules(tx, tenantId)
  const zones = await zonesOfVisit(tx, tenantId, calendar.zone, { repId, contactId })
  const terms = await termsOfContact(tx, tenantId, contactId)
  const visited = visitedCalendar(calendar, zones.contactZone, terms, mode)
  return { calendar, zones, terms, own: calendarIn(calendar, zones.repZone), visited }
}

/** The first times at which the representative and the contact are both free, within the hours of both by their own clocks, and as the contact and their place agree to. */
export async function freeTimesIn(tx: Tx, wanted: Wanted, { calendar, terms, own, visited }: VisitSetting): Promise<readonly Span[]> {
  const { tenantId, repId, contactId, mode, durationMs, fromAt, limit, except } = wanted
  // Nobody is offered a time where nobody is admitted.
  if (terms?.place?.refusal) return []
  const contactIds = contactId === null ? [] : [contactId]
  const gapDays = terms?.gapDays ?? 0
  const within = { fromAt: fromAt - gapDays * dayMs, toAt: fromAt + horizonMs + gapDays * dayMs }
  const times = await busyTimes(tx, tenantId, { repIds: [repId], contactIds, mode, except }, within)
  const busy = [repId, ...contactIds].flatMap((id) => times.get(id) ?? [])
  const apartIds = gapDays === 0 ? [] : contactIds
  const held = await heldTimes(tx, tenantId, apartIds, within)
  const near = apartIds.flatMap((id) => [...(times.get(id) ?? []), ...(held.get(id) ?? [])])
  const apart = near.map((one) => keptApart(calendar, one, gapDays))
  return findFreeSlots({ calendar: own, visited, busy: [...busy, ...apart], durationMs, fromAt, limit })
}

/** The same where nothing is known of the setting yet. */
export const freeTimes = async (tx: Tx, wanted: Wanted): Promise<readonly Span[]> => freeTimesIn(tx, wanted, await settingOf(tx, wanted))

/** A free time as the API gives it: ISO instants. */
export const slotOf = ({ fromAt, toAt }: Span): { readonly startsAt: string; readonly endsAt: string } => ({
  startsAt: new Date(fromAt).toISOString(),
  endsAt: new Date(toAt).toISOString(),
})
