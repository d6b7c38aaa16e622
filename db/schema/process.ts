import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '../../domain/actor.ts'
import type { AnyFormValues } from '../../domain/form.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Label } from '../../domain/label.ts'
import { parties } from '../../domain/roles.ts'
import type { Clocks, Opens, PlanItem } from '../../domain/snapshot.ts'
import { at, id, tenantId } from './column.ts'

/** Trouble of an awaited effect, as people see it. */
export interface StoredTrouble {
  readonly effect: string
  readonly error: string
  readonly attempts: number
  readonly nextTryAt: number
}

export const processes = pgTable(
  'processes',
  {
    id: id(),
    tenantId: tenantId(),
    kind: text('kind').notNull(),
    number: text('number').notNull(),
    title: text('title').notNull(),
    state: text('state').notNull(),
    seq: integer('seq').notNull(),
    enteredSeq: integer('entered_seq').notNull(),
    movedSeq: integer('moved_seq').notNull(),
    /** The last record its workflow is known to know; the sweeper looks where `seq` is ahead. */
    confirmedSeq: integer('confirmed_seq').notNull(),
    data: jsonb('data').$type<JsonObject>().notNull(),
    clocks: jsonb('clocks').$type<Clocks>().notNull(),
    plan: jsonb('plan').$type<readonly PlanItem[]>().notNull(),
    fired: jsonb('fired').$type<readonly string[]>().notNull(),
    /** Actions of the state that are not taken before an instant. */
    opens: jsonb('opens').$type<Opens>().notNull().default({}),
    /** Whom it waits for now; null when it has ended. */
    waitsFor: text('waits_for', { enum: parties }),
    waitsSince: at('waits_since').notNull(),
    assigneeId: uuid('assignee_id'),
    priority: text('priority').notNull(),
    contactId: uuid('contact_id'),
    dueAt: at('due_at'),
    nextAt: at('next_at'),
    trouble: jsonb('trouble').$type<StoredTrouble>(),
    /** When the engine is asked whether its workflow can go on; null while nothing casts doubt on that. */
    lookAt: at('look_at'),
    /** Set when the organization's calendar or policies changed and its times must be computed anew. */
    recomputeKey: text('recompute_key'),
    startedAt: at('started_at').notNull(),
    enteredAt: at('entered_at').notNull(),
    changedAt: at('changed_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    unique('processes_number').on(t.tenantId, t.number),
    // Sort keys and searches live in columns that only SQL knows: see the migrations.
    index('processes_changed').on(t.tenantId, t.kind, t.changedAt, t.id),
    index('processes_started').on(t.tenantId, t.kind, t.startedAt, t.id),
    index('processes_state').on(t.tenantId, t.kind, t.state, t.changedAt, t.id),
    index('processes_assignee').on(t.tenantId, t.assigneeId, t.changedAt, t.id),
    index('processes_open')
      .on(t.tenantId, t.kind, t.changedAt, t.id)
      .where(sql`ended_at IS NULL`),
    index('processes_held')
      .on(t.tenantId, t.assigneeId, t.changedAt, t.id)
      .where(sql`ended_at IS NULL`),
    index('processes_ended')
      .on(t.tenantId, t.kind, t.endedAt, t.id)
      .where(sql`ended_at IS NOT NULL`),
    index('processes_trouble')
      .on(t.tenantId, t.kind, t.changedAt, t.id)
      .where(sql`trouble IS NOT NULL`),
    index('processes_contact').on(t.tenantId, t.contactId, t.changedAt, t.id),
  ],
)

export const eventKinds = ['start', 'act', 'fire', 'go', 'trouble'] as const

/** Every record of a process. Never updated, never deleted. */
export const events = pgTable(
  'events',
  {
    tenantId: tenantId(),
    processId: uuid('process_id')
      .notNull()
      .references(() => processes.id),
    seq: integer('seq').notNull(),
    requestId: text('request_id').notNull(),
    /** Of what was asked: the same request id with other input is a mistake of the caller. */
    inputHash: text('input_hash').notNull(),
    kind: text('kind', { enum: eventKinds }).notNull(),
    name: text('name').notNull(),
    processKind: text('process_kind').notNull(),
    fromState: text('from_state'),
    toState: text('to_state').notNull(),
    at: at('at').notNull(),
    /** How long the state that was left had lasted; null when no state was left. */
    dwellMs: bigint('dwell_ms', { mode: 'number' }),
    actor: jsonb('actor').$type<Actor>().notNull(),
    actorId: text('actor_id').notNull(),
    form: jsonb('form').$type<AnyFormValues>().notNull(),
    reason: text('reason'),
    because: jsonb('because').$type<Label>(),
    changes: jsonb('changes').$type<JsonObject>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.processId, t.seq] }),
    unique('events_request').on(t.tenantId, t.requestId),
    index('events_period').on(t.tenantId, t.processKind, t.at),
  ],
)

/** Whose time a process spent: each interval is charged to one party, working time or not. */
export const intervals = pgTable(
  'intervals',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id')
      .notNull()
      .references(() => processes.id),
    party: text('party', { enum: parties }).notNull(),
    state: text('state').notNull(),
    working: boolean('working').notNull(),
    fromAt: at('from_at').notNull(),
    toAt: at('to_at').notNull(),
  },
  (t) => [index('intervals_process').on(t.tenantId, t.processId, t.fromAt)],
)

/** A state that waits for people of the organization: one task in somebody's inbox. */
export const steps = pgTable(
  'steps',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id')
      .notNull()
      .references(() => processes.id),
    openedSeq: integer('opened_seq').notNull(),
    state: text('state').notNull(),
    party: text('party', { enum: parties }).notNull(),
    assigneeId: uuid('assignee_id'),
    claimedAt: at('claimed_at'),
    dueAt: at('due_at'),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
  },
  (t) => [unique('steps_opened').on(t.processId, t.openedSeq), index('steps_process').on(t.processId, t.closedAt)],
)
