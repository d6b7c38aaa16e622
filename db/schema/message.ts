import { sql } from 'drizzle-orm'
import { boolean, customType, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '../../domain/json.ts'
import { langs } from '../../domain/label.ts'
import { deliveryStates } from '../../domain/messages/delivery-state.ts'
import { messageNames } from '../../domain/messages/message-names.ts'
import type { Way } from '../../domain/messages/ways.ts'
import { at, id, tenantId } from './column.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const messageKinds = ['in', 'out', 'note'] as const
export const messageChannels = ['mail', 'console', 'form', 'phone', 'link'] as const

/** One stream of words around a process: what came, what went, and notes among staff. */
export const messages = pgTable(
  'messages',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id').notNull(),
    kind: text('kind', { enum: messageKinds }).notNull(),
    channel: text('channel', { enum: messageChannels }).notNull(),
    authorId: text('author_id').notNull(),
    authorName: text('author_name').notNull(),
    body: text('body').notNull(),
    /** Users mentioned in a note. */
    mentions: jsonb('mentions').$type<readonly string[]>().notNull().default([]),
    /** Message-ID of the letter it came in or went out with. */
    letterId: text('letter_id'),
    requestId: text('request_id').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    index('messages_process').on(t.tenantId, t.processId, t.at),
    index('messages_letter').on(t.tenantId, t.letterId),
    unique('messages_request').on(t.tenantId, t.requestId),
  ],
)

export const deliveryStatuses = ['pending', 'sent', 'rejected', 'skipped'] as const
export const deliveryChannels = ['mail', 'sms', 'telegram'] as const

/** A letter or an SMS to be sent, written with what causes it: a move, or a report's turn. The key says what it is for, so it exists once. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: id(),
    tenantId: tenantId(),
    /** What it is about: a process or a report, one of the two. */
    processId: uuid('process_id'),
    reportId: uuid('report_id'),
    seq: integer('seq').notNull(),
    key: text('key').notNull(),
    channel: text('channel', { enum: deliveryChannels }).notNull().default('mail'),
    template: text('template', { enum: messageNames }).notNull(),
    lang: text('lang', { enum: langs }).notNull(),
    /** The organization's own text at the time of writing, so that a second try says the same; null for the product's. */
    textId: uuid('text_id'),
    toAddress: text('to_address').notNull(),
    toName: text('to_name').notNull(),
    /** IANA, where it is known: an SMS does not leave in its night. The organization's own otherwise. */
    toZone: text('to_zone'),
    vars: jsonb('vars').$type<JsonObject>().notNull(),
    fileIds: jsonb('file_ids').$type<readonly string[]>().notNull().default([]),
    letterId: text('letter_id').notNull(),
    inReplyTo: text('in_reply_to'),
    status: text('status', { enum: deliveryStatuses }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    /**
     * When a pending letter is due. The default is for workers of before the sender, which name none and send what they write
     * themselves: the sender takes only what they left.
     */
    nextTryAt: at('next_try_at').default(sql`now() + interval '1 minute'`),
    /** The sender that has a pending letter in hand, and until when: past that another may take it. */
    claimedBy: uuid('claimed_by'),
    claimedUntil: at('claimed_until'),
    /** How often a sender has taken it: whoever is not the first can't know what became of the try before. */
    claims: integer('claims').notNull().default(0),
    /** What the SMS provider knows it by, from the key, so that a second try is the same message there. */
    smsId: integer('sms_id'),
    /** The ways it goes by when this one leads nowhere, in order. */
    nextWays: jsonb('next_ways').$type<readonly Way[]>().notNull().default([]),
    /** Tries of which nobody knows whether they arrived: a letter or a chat message may have come twice. */
    unsureTries: integer('unsure_tries').notNull().default(0),
    parts: integer('parts'),
    costKopecks: integer('cost_kopecks'),
    /** Where it is since the provider took it, and the provider's own reason, 0 for none; of one that it did not take, the code of its refusal. */
    deliveryState: text('delivery_state', { enum: deliveryStates }),
    reasonCode: integer('reason_code'),
    stateAt: at('state_at'),
    /** When the provider is to be asked where it is; null when there is nothing to ask. */
    lookAt: at('look_at'),
    createdAt: at('created_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    unique('deliveries_key').on(t.tenantId, t.key),
    index('deliveries_process').on(t.tenantId, t.processId),
    index('deliveries_report')
      .on(t.tenantId, t.reportId, t.createdAt)
      .where(sql`report_id IS NOT NULL`),
    index('deliveries_letter').on(t.tenantId, t.letterId),
    index('deliveries_due')
      .on(t.tenantId, t.nextTryAt)
      .where(sql`status = 'pending'`),
    index('deliveries_due_by_channel')
      .on(t.channel, t.tenantId, t.nextTryAt)
      .where(sql`status = 'pending'`),
    index('deliveries_sms')
      .on(t.smsId)
      .where(sql`sms_id IS NOT NULL`),
    index('deliveries_look')
      .on(t.lookAt)
      .where(sql`look_at IS NOT NULL`),
    index('deliveries_unsure')
      .on(t.channel)
      .where(sql`unsure_tries > 0`),
  ],
)

export const files = pgTable(
  'files',
  {
    id: id(),
    tenantId: tenantId(),
    /** Null until the form it was uploaded for is sent. */
    processId: uuid('process_id'),
    messageId: uuid('message_id'),
    name: text('name').notNull(),
    contentType: text('content_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    inline: boolean('inline').notNull().default(false),
    contentId: text('content_id'),
    uploadedBy: text('uploaded_by').notNull(),
    at: at('at').notNull(),
  },
  (t) => [index('files_process').on(t.tenantId, t.processId), index('files_message').on(t.tenantId, t.messageId)],
)

/** A file's bytes, 256 KB a row. */
export const fileChunks = pgTable(
  'file_chunks',
  {
    tenantId: tenantId(),
    fileId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    part: integer('part').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.part] })],
)

export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    /** Null for what concerns the organization as a whole. */
    processId: uuid('process_id'),
    kind: text('kind', { enum: ['assigned', 'mention', 'answer', 'reminder', 'escalation', 'trouble', 'watch'] }).notNull(),
    text: jsonb('text').$type<{ readonly ru: string; readonly en: string }>().notNull(),
    key: text('key').notNull(),
    at: at('at').notNull(),
    readAt: at('read_at'),
  },
  (t) => [unique('notifications_key').on(t.tenantId, t.userId, t.key), index('notifications_user').on(t.tenantId, t.userId, t.at, t.id)],
)

/** What came from outside, kept before anything is made of it. A relay finishes what a crash left. */
export const intake = pgTable(
  'intake',
  {
    id: id(),
    tenantId: tenantId(),
    source: text('source', { enum: ['mail', 'start'] }).notNull(),
    /** The sender's own key: a letter's Message-ID and hash, a form's request id. */
    key: text('key').notNull(),
    status: text('status', { enum: ['received', 'done', 'parked'] }).notNull(),
    processId: uuid('process_id'),
    fileId: uuid('file_id'),
    payload: jsonb('payload').$type<JsonObject>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextTryAt: at('next_try_at').notNull(),
    lastError: text('last_error'),
    outcome: text('outcome'),
    at: at('at').notNull(),
  },
  (t) => [unique('intake_key').on(t.tenantId, t.source, t.key), index('intake_waiting').on(t.status, t.nextTryAt)],
)
