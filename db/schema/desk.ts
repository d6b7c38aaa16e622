import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Json, JsonObject } from '../../domain/json.ts'
import { relationKinds } from '../../domain/relations.ts'
import type { Role } from '../../domain/roles.ts'
import { viewSharings } from '../../domain/view-sharing.ts'
import { watchExtents } from '../../domain/watching.ts'
import { at, id, tenantId } from './column.ts'
import { processes } from './process.ts'

/** A filter somebody keeps, for themselves or for colleagues too. */
export const views = pgTable(
  'views',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    query: jsonb('query').$type<JsonObject>().notNull(),
    sharing: text('sharing', { enum: viewSharings }).notNull().default('nobody'),
    /** Of a view that is shared with roles: which. */
    sharedWith: text('shared_with').array().$type<Role[]>().notNull().default([]),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    unique('views_name').on(t.tenantId, t.userId, t.kind, t.name),
    index('views_shared')
      .on(t.tenantId, t.kind, t.name)
      .where(sql`sharing <> 'nobody'`),
  ],
)

/** Who is told of a process without being its assignee. */
export const watchers = pgTable(
  'watchers',
  {
    tenantId: tenantId(),
    processId: uuid('process_id')
      .notNull()
      .references(() => processes.id),
    userId: uuid('user_id').notNull(),
    extent: text('extent', { enum: watchExtents }).notNull(),
    addedBy: uuid('added_by').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.processId, t.userId] }), index('watchers_user').on(t.tenantId, t.userId)],
)

/** What one process is to another, as people said it; one that was taken away stays for the history. */
export const relations = pgTable(
  'relations',
  {
    id: id(),
    tenantId: tenantId(),
    fromId: uuid('from_id')
      .notNull()
      .references(() => processes.id),
    toId: uuid('to_id')
      .notNull()
      .references(() => processes.id),
    kind: text('kind', { enum: relationKinds }).notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: at('added_at').notNull(),
    removedBy: text('removed_by'),
    removedAt: at('removed_at'),
    /** What its end is called in the history. */
    removalId: uuid('removal_id'),
  },
  (t) => [
    uniqueIndex('relations_once')
      .on(t.fromId, t.toId, t.kind)
      .where(sql`removed_at IS NULL`),
    index('relations_from').on(t.tenantId, t.fromId),
    index('relations_to').on(t.tenantId, t.toId),
  ],
)

/** Who changed what. Each row carries the hash of the one before it; only appended. */
export const audit = pgTable(
  'audit',
  {
    tenantId: tenantId(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: at('at').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    before: jsonb('before').$type<Json>(),
    after: jsonb('after').$type<Json>(),
    requestId: text('request_id').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.seq] }), index('audit_entity').on(t.tenantId, t.entity, t.entityId)],
)

/** The end of each organization's chain. */
export const auditHeads = pgTable('audit_heads', {
  tenantId: uuid('tenant_id').primaryKey(),
  size: bigint('size', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})

/** How many processes stand in each state, kept at each record. */
export const stateCounts = pgTable(
  'state_counts',
  {
    tenantId: tenantId(),
    kind: text('kind').notNull(),
    state: text('state').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.kind, t.state] })],
)

/** How many moves went along each edge on each day (UTC), kept at each record. */
export const flows = pgTable(
  'flows',
  {
    tenantId: tenantId(),
    kind: text('kind').notNull(),
    day: text('day').notNull(),
    fromState: text('from_state').notNull(),
    toState: text('to_state').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.kind, t.day, t.fromState, t.toState] })],
)

/**
 * How long what ended on a day (UTC) had lasted: stays in a state, and whole processes under the empty state. Counted in
 * buckets of `domain/duration-bucket.ts`, kept at each record.
 */
export const spans = pgTable(
  'spans',
  {
    tenantId: tenantId(),
    kind: text('kind').notNull(),
    day: text('day').notNull(),
    state: text('state').notNull(),
    bucket: integer('bucket').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.kind, t.day, t.state, t.bucket] })],
)

/** The sums of `spans` by month (`2026-11`), kept by a trigger on it: three years of days are too many to read. */
export const monthSpans = pgTable(
  'month_spans',
  {
    tenantId: tenantId(),
    kind: text('kind').notNull(),
    month: text('month').notNull(),
    state: text('state').notNull(),
    bucket: integer('bucket').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.kind, t.month, t.state, t.bucket] })],
)
