import { and, eq } from 'drizzle-orm'
import { stateOf } from '../../domain/decide.ts'
import type { Label } from '../../domain/label.ts'
import { toldBy } from '../../domain/messages/ways.ts'
import { offersFor } from '../../domain/offers.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Thread } from '../../domain/requester-page.ts'
import type { Clocks, Snapshot } from '../../domain/snapshot.ts'
import type { Tx } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'
import { events } from '../../db/schema/process.ts'
import { notFound } from '../problem.ts'
import { snapshotOf } from '../process/snapshot-row.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { processOf, visibleFiles, visibleMessages } from './visible.ts'
import type { Visitor } from '../links/visitor.ts'
import { chatOffer } from '../telegram/offer.ts'
import type { ChatDoor } from '../telegram/offer.ts'

const iso = (at: number): string => new Date(at).toISOString()

function promiseOf(clocks: Clocks): Thread['promise'] {
  for (const what of ['firstAnswer', 'solution'] as const) {
    const clock = clocks[what]
    if (clock && clock.metAt === null && clock.dueAt !== null) return { what, dueAt: iso(clock.dueAt) }
  }
  return null
}

const movesAt = (snapshot: Snapshot): string | null => {
  const move = snapshot.plan.find((item) => item.kind === 'move')
  return move === undefined ? null : iso(move.at)
}

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Why the process moved by itself into the state where it is. */
async function becauseOf(tx: Tx, row: ProcessRow): Promise<Label | null> {
  const [event] = await tx
    .select({ because: events.because })
    .from(events)
    .where(and(eq(events.tenantId, row.tenantId), eq(events.processId, row.id), eq(events.seq, row.enteredSeq)))
  return event?.because ?? null
}

/** What the holder of a link sees: the conversation and what may be done now; never notes, assignees or reasons among staff. */
export async function readThread(visitor: Visitor, door?: ChatDoor): Promise<Thread> {
  const { ctx } = visitor
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const row = await processOf(tx, visitor)
    const definition = definitionOf(row.kind)
    const [organization] = await tx.select().from(organizations).where(eq(organizations.id, ctx.tenantId))
    if (!definition || !organization) throw notFound()
    const said = await visibleMessages(tx, visitor)
    const attached = await visibleFiles(tx, visitor)
    const telegram = await chatOffer(tx, visitor, door)
    const snapshot = snapshotOf(row)
    const state = stateOf(definition, row.state)
    const allowed = new Set(
      offersFor(definition, snapshot, ctx.actor, ctx.now.getTime()).flatMap((offer) => (offer.allowed ? [offer.action] : [])),
    )
    const { name, slug, supportAddress, calendar } = organization
    return {
      number: row.number,
      subject: row.title,
      lang: ctx.lang,
      organization: { name, slug, supportAddress, zone: calendar.zone },
      state: row.state,
      stateLabel: state.label,
      seq: row.seq,
      toldBy: toldBy(
        { email: textOrNull(row.data['requesterEmail']) ?? '', phone: textOrNull(row.data['requesterPhone']) ?? '' },
        telegram?.linked === true,
      ),
      telegram,
      since: row.enteredAt.toISOString(),
      startedAt: row.startedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      turn: row.endedAt !== null ? 'nobodys' : state.waitsFor === 'requester' ? 'yours' : 'ours',
      because: await becauseOf(tx, row),
      promise: row.endedAt !== null ? null : promiseOf(snapshot.clocks),
      movesAt: movesAt(snapshot),
      rating: numberOrNull(row.data['rating']),
      ratingComment: textOrNull(row.data['ratingComment']),
      may: { write: row.endedAt === null, rate: allowed.has('rate'), reopen: allowed.has('reopen') },
      messages: said.map(({ id, kind, authorName, body, at }) => ({
        id,
        mine: kind === 'in',
        author: authorName,
        body,
        at: at.toISOString(),
        files: attached
          .filter((file) => file.messageId === id)
          .map((file) => ({ id: file.id, name: file.name, contentType: file.contentType, sizeBytes: file.sizeBytes })),
      })),
    }
  })
}
