import { and, desc, eq } from 'drizzle-orm'
import { evidenceOf } from '../../domain/visit-evidence.ts'
import type { VisitEvidence } from '../../domain/visit-evidence.ts'
import { takesTime } from '../../domain/visit-states.ts'
import { shownProducts } from '../../domain/visit-products.ts'
import { contacts } from '../../db/schema/person.ts'
import { events, processes } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { isExclusionViolation } from '../../db/violation.ts'
import type { Moved } from '../process/on-move.ts'
import { holdToAgreed } from './agreed.ts'
import { instantOf, textOf } from './data.ts'
import { dayIn } from '../../domain/calendar/day-in.ts'
import { claimOf, claimTimes, takenInstead } from './claim-times.ts'
import type { Claim } from './claim-times.ts'

type Row = typeof visits.$inferInsert

const unheld: ReadonlySet<string> = new Set(['cancelled', 'noShow'])

async function confirmedByContact({ tx, tenantId, processId }: Moved): Promise<boolean> {
  const confirmed = and(eq(events.tenantId, tenantId), eq(events.processId, processId), eq(events.name, 'confirm'))
  const [last] = await tx.select({ actor: events.actor }).from(events).where(confirmed).orderBy(desc(events.seq)).limit(1)
  return last?.actor.kind === 'link'
}

async function evidenceAt(moved: Moved, { mode, endsAt }: Claim): Promise<VisitEvidence> {
  const [joined, confirmed] = [moved.name === 'join', await confirmedByContact(moved)]
  return evidenceOf({ mode, joined, confirmed, beganAt: moved.at.getTime(), endsAt })
}

/** Later reports of the same visit leave the first one as timely as it was. */
async function reportedAt({ tx, tenantId, processId, after, at }: Moved): Promise<Partial<Row>> {
  const own = and(eq(visits.tenantId, tenantId), eq(visits.processId, processId))
  const [kept] = await tx.select({ onTime: visits.onTime }).from(visits).where(own)
  const { fixedDueAt, dueAt } = after.clocks['report'] ?? { fixedDueAt: null, dueAt: null }
  return { reportedAt: at, onTime: kept?.onTime ?? at.getTime() <= (fixedDueAt ?? dueAt ?? Infinity) }
}

/** The visit that this one continues has led to a held one. */
async function markFollowed({ tx, tenantId, after }: Moved): Promise<void> {
  const number = textOf(after.data['follows'])
  if (number === '') return
  const followed = tx
    .select({ id: processes.id })
    .from(processes)
    .where(and(eq(processes.tenantId, tenantId), eq(processes.number, number)))
  await tx
    .update(visits)
    .set({ nextHeld: true })
    .where(and(eq(visits.tenantId, tenantId), eq(visits.processId, followed)))
}

/** What the move says of the visit's course; what it says nothing of stays as it is. */
async function course(moved: Moved, claim: Claim): Promise<Partial<Row>> {
  const { before, after, name, at } = moved
  const entered = before?.state === after.state ? '' : after.state
  return {
    ...(name === 'confirm' ? { confirmedAt: at } : entered === 'planned' ? { confirmedAt: null } : {}),
    ...(entered === 'inProgress' ? { beganAt: at, evidence: await evidenceAt(moved, claim) } : {}),
    ...(before?.state === 'inProgress' && entered === 'reportDue' ? { finishedAt: at } : {}),
    ...(name === 'report' ? await reportedAt(moved) : {}),
    ...(name === 'feedback' ? { evidence: 'A' } : {}),
    ...(entered === 'noShow' ? { evidence: null } : {}),
  }
}

async function organizationOf({ tx, tenantId, contactId }: Moved): Promise<string | null> {
  if (contactId === null) return null
  const [contact] = await tx
    .select({ id: contacts.contactOrganizationId })
    .from(contacts)
    .where(and(eq(contacts.tenantId, tenantId), eq(contacts.id, contactId)))
  return contact?.id ?? null
}

/**
 * Keeps the visit's row in the transaction of the move.
 * @throws TimeTaken when its representative or its contact is in another visit at that time
 */
export async function writeVisit(moved: Moved): Promise<void> {
  const { tx, tenantId, processId, number, before, after, contactId, rules, at } = moved
  const { data, state, assigneeId } = after
  const claim = claimOf(tenantId, contactId, after)
  if (!claim) return
  const { rating } = data
  const shown = shownProducts(data)
  const row = {
    number,
    state,
    repId: claim.repId,
    contactId,
    // Where the contact worked when the visit was booked.
    ...(before === null ? { contactOrganizationId: await organizationOf(moved) } : {}),
    contactName: textOf(data['contactName']),
    organizationName: textOf(data['contactOrganization']),
    address: textOf(data['address']) || null,
    mode: claim.mode,
    startsAt: new Date(claim.startsAt),
    endsAt: new Date(claim.endsAt),
    holds: !unheld.has(state),
    rating: typeof rating === 'number' ? rating : null,
    day: dayIn(rules.calendar.zone, claim.startsAt),
    nextWanted: state !== 'noShow' && textOf(data['nextAt']) !== '',
    products: shown.map(({ product }) => product),
    reactions: shown.map(({ reaction }) => reaction),
    ...(await course(moved, claim)),
  } satisfies Partial<Row>
  const isMoved = before?.data['startsAt'] !== data['startsAt'] || before?.data['endsAt'] !== data['endsAt']
  // A start has claimed its times before.
  if (before !== null && takesTime(state) && (isMoved || before.assigneeId !== assigneeId)) await claimTimes(tx, claim, at, processId)
  const wasAt = instantOf(before?.data['startsAt'])
  if (wasAt !== null && isMoved && contactId !== null) {
    const by = { tenantId, now: at, actor: moved.actor, requestId: moved.requestId }
    const asked = { ...claim, contactId, wasAt, except: processId }
    await holdToAgreed(tx, by, rules.calendar.zone, asked, textOf(moved.form['comment']))
  }
  try {
    await tx
      .insert(visits)
      .values({ ...row, processId, tenantId })
      .onConflictDoUpdate({ target: visits.processId, set: row })
  } catch (error) {
    throw isExclusionViolation(error) ? takenInstead(claim, at, processId, error) : error
  }
  if (before?.state === 'inProgress' && state === 'reportDue') await markFollowed(moved)
}
