import { and, eq, gt, lt, ne, or, sql } from 'drizzle-orm'
import { hourMs } from '../../domain/calendar/local-date.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { longestVisitMs } from '../../domain/visit-fields.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import type { Tx } from '../../db/client.ts'
import { visits } from '../../db/schema/visit.ts'
import { TimeTaken } from '../process/time-taken.ts'
import { instantOf } from './data.ts'
import { freeTimes, slotOf } from './free-slots.ts'
import { takesItsTime } from './takes-its-time.ts'

const mostOffers = 6
/** Offers begin a little before the time that was asked for. */
const backMs = 2 * hourMs

/** The time that a visit takes from a representative and a contact; instants are epoch milliseconds. */
export interface Claim {
  readonly tenantId: string
  readonly repId: string
  readonly contactId: string | null
  readonly mode: VisitMode
  readonly startsAt: number
  readonly endsAt: number
}

/** What a visit claims by its snapshot; nothing while it is nobody's. */
export function claimOf(tenantId: string, contactId: string | null, { data, assigneeId: repId }: Snapshot): Claim | undefined {
  const startsAt = instantOf(data['startsAt'])
  const endsAt = instantOf(data['endsAt'])
  if (repId === null || startsAt === null || endsAt === null) return undefined
  return { tenantId, repId, contactId, mode: data['mode'] === 'inPerson' ? 'inPerson' : 'remote', startsAt, endsAt }
}

/** What is thrown where another visit has the time. `cause` is what the database said of it, if it did. */
export function takenInstead(claim: Claim, now: Date, except: string | undefined, cause?: unknown): TimeTaken {
  const { startsAt, endsAt, ...whose } = claim
  const wanted = { ...whose, durationMs: endsAt - startsAt, limit: mostOffers, except, fromAt: Math.max(now.getTime(), startsAt - backMs) }
  return new TimeTaken(async (tx) => (await freeTimes(tx, wanted)).map(slotOf), cause)
}

/** Takes the calendars of representatives and contacts until the transaction ends; again in the same one changes nothing. */
export async function lockCalendars(tx: Tx, tenantId: string, ids: readonly string[]): Promise<void> {
  const keys = ids.map((id) => `${tenantId}:${id}`)
  const ordered = sql`SELECT hashtextextended(key, 0) AS lock FROM unnest(${sql.param(keys)}::text[]) AS key ORDER BY 1`
  await tx.execute(sql`SELECT pg_advisory_xact_lock(lock) FROM (${ordered}) AS locks`)
}

/** True when the representative or the contact is in another visit than `except` at that time. */
export async function isTaken(tx: Tx, { tenantId, repId, contactId, startsAt, endsAt }: Claim, except?: string): Promise<boolean> {
  const [other] = await tx
    .select({ id: visits.processId })
    .from(visits)
    .where(
      and(
        eq(visits.tenantId, tenantId),
        takesItsTime,
        or(eq(visits.repId, repId), contactId === null ? undefined : eq(visits.contactId, contactId)),
        // What began before can't reach into this one.
        gt(visits.startsAt, new Date(startsAt - longestVisitMs)),
        lt(visits.startsAt, new Date(endsAt)),
        gt(visits.endsAt, new Date(startsAt)),
        except === undefined ? undefined : ne(visits.processId, except),
      ),
    )
    .limit(1)
  return other !== undefined
}

/**
 * Takes the calendars of the representative and of the contact until the transaction ends: of two bookings at once one waits for
 * the other, in the same order everywhere, rather than each for each other. Before anything else that many wait for.
 * @throws TimeTaken when one of the two is in another visit than `except` at that time
 */
export async function claimTimes(tx: Tx, claim: Claim, now: Date, except?: string): Promise<void> {
  const { tenantId, repId, contactId } = claim
  await lockCalendars(tx, tenantId, contactId === null ? [repId] : [repId, contactId])
  if (await isTaken(tx, claim, except)) throw takenInstead(claim, now, except)
}
