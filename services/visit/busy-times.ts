import { and, eq, gt, inArray, lt, ne, notInArray, or } from 'drizzle-orm'
import { withWay } from '../../domain/calendar/free-slots.ts'
import { dayMs, minuteMs } from '../../domain/calendar/local-date.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { busyStates } from '../../domain/visit-states.ts'
import type { Tx } from '../../db/client.ts'
import { visits } from '../../db/schema/visit.ts'
import { takesItsTime } from './takes-its-time.ts'

/** How far apart two visits in person are kept when times are proposed. */
export const wayMs = 30 * minuteMs

/** Whose times are asked for, and for a visit of which mode. */
export interface BusyQuestion {
  readonly repIds: readonly string[]
  readonly contactIds: readonly string[]
  readonly mode: VisitMode
  /** The visit that is moved takes no time from itself. */
  readonly except?: string | undefined
}

/**
 * What representatives and contacts have given away between two instants, and some that is over by then, by their id; between visits in
 * person a representative needs the way.
 */
export async function busyTimes(
  tx: Tx,
  tenantId: string,
  { repIds, contactIds, mode, except }: BusyQuestion,
  within: Span,
): Promise<ReadonlyMap<string, readonly Span[]>> {
  const rows = await tx
    .select({ repId: visits.repId, contactId: visits.contactId, mode: visits.mode, startsAt: visits.startsAt, endsAt: visits.endsAt })
    .from(visits)
    .where(
      and(
        eq(visits.tenantId, tenantId),
        takesItsTime,
        or(inArray(visits.repId, [...repIds]), inArray(visits.contactId, [...contactIds])),
        // No visit with its way is longer than a day.
        gt(visits.startsAt, new Date(within.fromAt - dayMs)),
        lt(visits.startsAt, new Date(within.toAt)),
        except === undefined ? undefined : ne(visits.processId, except),
      ),
    )
  const busy = new Map<string, Span[]>()
  const give = (id: string, span: Span): void => void busy.set(id, [...(busy.get(id) ?? []), span])
  for (const row of rows) {
    const span = { fromAt: row.startsAt.getTime(), toAt: row.endsAt.getTime() }
    give(row.repId, row.mode === 'inPerson' && mode === 'inPerson' ? withWay(span, wayMs) : span)
    if (row.contactId !== null) give(row.contactId, span)
  }
  return busy
}

/** The visits of contacts between two instants that have been held and take nobody's time any more, by contact: who asks for days between two counts them too. */
export async function heldTimes(
  tx: Tx,
  tenantId: string,
  contactIds: readonly string[],
  within: Span,
): Promise<ReadonlyMap<string, readonly Span[]>> {
  if (contactIds.length === 0) return new Map()
  const rows = await tx
    .select({ contactId: visits.contactId, startsAt: visits.startsAt, endsAt: visits.endsAt })
    .from(visits)
    .where(
      and(
        ...[eq(visits.tenantId, tenantId), eq(visits.holds, true), notInArray(visits.state, [...busyStates])],
        ...[inArray(visits.contactId, [...contactIds]), gt(visits.startsAt, new Date(within.fromAt - dayMs))],
        lt(visits.startsAt, new Date(within.toAt)),
      ),
    )
  const held = new Map<string, Span[]>()
  for (const { contactId, startsAt, endsAt } of rows) {
    const id = contactId ?? ''
    held.set(id, [...(held.get(id) ?? []), { fromAt: startsAt.getTime(), toAt: endsAt.getTime() }])
  }
  return held
}
