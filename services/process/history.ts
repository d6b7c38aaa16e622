import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { eventTitle } from '../../domain/event-words.ts'
import type { AnyFormValues } from '../../domain/form.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Label } from '../../domain/label.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries, files, messages } from '../../db/schema/message.ts'
import { events } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { staffOnly } from '../staff-only.ts'
import { decodePlace, encodePlace } from './history-cursor.ts'
import type { Place } from './history-cursor.ts'
import type { FileView } from './page-around.ts'
import { pageSize } from './list.ts'
import { relationItems } from './relation-items.ts'
import type { RelationItem } from './relation-items.ts'
import { readableRow } from './row-of.ts'

export const streamParts = ['events', 'conversation', 'notes', 'letters'] as const
export type StreamPart = (typeof streamParts)[number]

export interface HistoryInput {
  readonly id: string
  /** All parts when left out. */
  readonly parts?: readonly StreamPart[] | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

type Delivery = typeof deliveries.$inferSelect
export interface DeliveryView {
  readonly id: string
  readonly status: Delivery['status']
  readonly channel: Delivery['channel']
  /** Where an SMS is since its provider took it, when, why it did not arrive, and what it cost; null for letters. */
  readonly deliveryState: Delivery['deliveryState']
  /** A try may have arrived of which nobody knows. */
  readonly maybeTwice: boolean
  readonly reasonCode: number | null
  readonly stateAt: Date | null
  readonly parts: number | null
  readonly costKopecks: number | null
  readonly toAddress: string
  readonly attempts: number
  readonly lastError: string | null
  readonly nextTryAt: Date | null
}
interface Placed {
  readonly id: string
  readonly at: Date
}
export interface EventItem extends Placed {
  readonly type: 'event'
  readonly seq: number
  readonly kind: (typeof events.$inferSelect)['kind']
  readonly name: string
  readonly title: string
  readonly fromState: string | null
  readonly toState: string
  readonly dwellMs: number | null
  readonly actorId: string
  readonly actorName: string
  readonly form: AnyFormValues
  readonly changes: JsonObject
  readonly reason: string | null
  readonly because: Label | null
}
export interface MessageItem extends Placed {
  readonly type: 'message'
  readonly kind: (typeof messages.$inferSelect)['kind']
  readonly channel: (typeof messages.$inferSelect)['channel']
  readonly authorId: string
  readonly authorName: string
  readonly body: string
  readonly mentions: readonly string[]
  readonly files: readonly FileView[]
  readonly delivery: DeliveryView | null
}
/** A letter that carries no message of the conversation: an acknowledgement, a reminder. */
export interface LetterItem extends Placed, DeliveryView {
  readonly type: 'letter'
  readonly template: Delivery['template']
}
export type StreamItem = EventItem | MessageItem | LetterItem | RelationItem

// Of one instant, the record comes first, then what was said with it, then what was sent of it.
const ranks = { event: 0, message: 1, letter: 2, relation: 3 } as const
const placeOf = (item: StreamItem): Place => ({ at: item.at.getTime(), rank: ranks[item.type], id: item.id })

/** Later things first; the same instant is told in the order of ranks and ids, backwards. */
const newestFirst = (a: Place, b: Place): number => b.at - a.at || b.rank - a.rank || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

interface Reach {
  readonly tx: Tx
  readonly ctx: Ctx
  readonly processId: string
  readonly take: number
  before(at: SQL, rank: number, id: SQL): SQL | undefined
}

const eventId = sql`lpad(${events.seq}::text, 10, '0')`

async function eventItems({ tx, ctx, processId, take, before }: Reach, kind: string): Promise<EventItem[]> {
  const definition = definitionOf(kind)
  if (!definition) throw new Error(`No process is called ${kind}`)
  const rows = await tx
    .select()
    .from(events)
    .where(and(eq(events.tenantId, ctx.tenantId), eq(events.processId, processId), before(sql`${events.at}`, ranks.event, eventId)))
    .orderBy(sql`${events.at} DESC, ${events.seq} DESC`)
    .limit(take)
  return rows.map((row) => ({
    id: String(row.seq).padStart(10, '0'),
    type: 'event',
    at: row.at,
    seq: row.seq,
    kind: row.kind,
    name: row.name,
    title: eventTitle(definition, row, ctx.lang),
    fromState: row.fromState,
    toState: row.toState,
    dwellMs: row.dwellMs,
    actorId: row.actorId,
    actorName: row.actor.name,
    form: row.form,
    changes: row.changes,
    reason: row.reason,
    because: row.because,
  }))
}

const deliveryView = (row: Delivery): DeliveryView => ({
  id: row.id,
  status: row.status,
  channel: row.channel,
  deliveryState: row.deliveryState,
  maybeTwice: row.status === 'sent' && row.channel !== 'sms' && row.unsureTries > 0,
  reasonCode: row.reasonCode,
  stateAt: row.stateAt,
  parts: row.parts,
  costKopecks: row.costKopecks,
  toAddress: row.toAddress,
  attempts: row.attempts,
  lastError: row.lastError,
  nextTryAt: row.nextTryAt,
})

async function filesOf({ tx, ctx }: Reach, messageIds: readonly string[]): Promise<Map<string, FileView[]>> {
  const found = new Map<string, FileView[]>()
  if (messageIds.length === 0) return found
  const rows = await tx
    .select()
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.messageId, [...messageIds])))
    .orderBy(files.at, files.id)
  for (const { id, messageId, name, contentType, sizeBytes } of rows)
    if (messageId !== null) found.set(messageId, [...(found.get(messageId) ?? []), { id, name, contentType, sizeBytes }])
  return found
}

async function messageItems(reach: Reach, notes: boolean, talk: boolean): Promise<MessageItem[]> {
  const { tx, ctx, processId, take, before } = reach
  const rows = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.processId, processId),
        notes ? undefined : ne(messages.kind, 'note'),
        talk ? undefined : eq(messages.kind, 'note'),
        before(sql`${messages.at}`, ranks.message, sql`${messages.id}::text`),
      ),
    )
    .orderBy(sql`${messages.at} DESC, ${messages.id} DESC`)
    .limit(take)
  const attached = await filesOf(
    reach,
    rows.map((row) => row.id),
  )
  const letterIds = rows.flatMap((row) => (row.kind === 'out' && row.letterId !== null ? [row.letterId] : []))
  const sent =
    letterIds.length === 0
      ? []
      : await tx
          .select()
          .from(deliveries)
          .where(and(eq(deliveries.tenantId, ctx.tenantId), eq(deliveries.processId, processId), inArray(deliveries.letterId, letterIds)))
  const byLetter = new Map(sent.map((row) => [row.letterId, deliveryView(row)]))
  return rows.map((row) => ({
    id: row.id,
    type: 'message',
    at: row.at,
    kind: row.kind,
    channel: row.channel,
    authorId: row.authorId,
    authorName: row.authorName,
    body: row.body,
    mentions: row.mentions,
    files: attached.get(row.id) ?? [],
    delivery: (row.kind === 'out' && row.letterId !== null ? byLetter.get(row.letterId) : undefined) ?? null,
  }))
}

async function letterItems({ tx, ctx, processId, take, before }: Reach): Promise<LetterItem[]> {
  const said = and(
    eq(messages.tenantId, deliveries.tenantId),
    eq(messages.processId, deliveries.processId),
    eq(messages.letterId, deliveries.letterId),
    eq(messages.kind, 'out'),
  )
  const rows = await tx
    .select({ delivery: deliveries })
    .from(deliveries)
    .leftJoin(messages, said)
    .where(
      and(
        eq(deliveries.tenantId, ctx.tenantId),
        eq(deliveries.processId, processId),
        isNull(messages.id),
        before(sql`${deliveries.createdAt}`, ranks.letter, sql`${deliveries.id}::text`),
      ),
    )
    .orderBy(sql`${deliveries.createdAt} DESC, ${deliveries.id} DESC`)
    .limit(take)
  return rows.map(({ delivery }) => ({ ...deliveryView(delivery), type: 'letter', template: delivery.template, at: delivery.createdAt }))
}

/**
 * One stream of what happened around a process, the newest first: its records, the conversation, notes among staff and
 * letters with their delivery.
 * @throws Problem NotFound, BadInput, Forbidden
 */
export async function processHistory({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: HistoryInput
}): Promise<{ readonly items: readonly StreamItem[]; readonly nextCursor: string | null }> {
  staffOnly(ctx)
  const limit = pageSize(input.limit)
  const place = input.cursor === undefined ? undefined : decodePlace(input.cursor)
  const wanted = new Set<StreamPart>(input.parts === undefined || input.parts.length === 0 ? streamParts : input.parts)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    const processId = row.id
    const reach: Reach = {
      tx,
      ctx,
      processId,
      take: limit + 1,
      before: (at, rank, id) =>
        place &&
        sql`(${at}, ${rank}::int, ${id} COLLATE "C") < (${new Date(place.at).toISOString()}::timestamptz, ${place.rank}::int, ${place.id}::text)`,
    }
    // Few, so they are read whole and placed among the rest here.
    const related = wanted.has('events') ? await relationItems(tx, ctx, processId) : []
    const found: StreamItem[] = [
      ...(wanted.has('events') ? await eventItems(reach, row.kind) : []),
      ...(wanted.has('notes') || wanted.has('conversation')
        ? await messageItems(reach, wanted.has('notes'), wanted.has('conversation'))
        : []),
      ...(wanted.has('letters') ? await letterItems(reach) : []),
      ...related.filter((item) => place === undefined || newestFirst(place, placeOf(item)) < 0),
    ]
    const items = found.sort((a, b) => newestFirst(placeOf(a), placeOf(b))).slice(0, limit)
    const last = found.length > limit ? items.at(-1) : undefined
    return { items, nextCursor: last ? encodePlace(placeOf(last)) : null }
  })
}
