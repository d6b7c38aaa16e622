import { and, desc, eq, inArray, isNotNull, isNull, like, ne, sql } from 'drizzle-orm'
import { ballOf } from '../../domain/ball.ts'
import type { Ball } from '../../domain/ball.ts'
import { dataCard } from '../../domain/display.ts'
import type { DataLine } from '../../domain/display.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import { findNumbers } from '../../domain/number.ts'
import type { Offer } from '../../domain/offers.ts'
import { offersFor } from '../../domain/offers.ts'
import { planPhrase } from '../../domain/plan-words.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Party } from '../../domain/roles.ts'
import type { Clocks, PlanItem } from '../../domain/snapshot.ts'
import { whyLine } from '../../domain/why.ts'
import type { WhyEvents, WhyLine } from '../../domain/why.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries, files, notifications } from '../../db/schema/message.ts'
import { events, intervals, processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { organizationRules } from '../organization/rules.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { namesOf } from '../people/names.ts'
import { Problem, notFound } from '../problem.ts'
import { staffOnly } from '../staff-only.ts'
import { isRowId } from './cursor.ts'
import { countRows } from './list.ts'
import { listRow, rowColumns } from './list-row.ts'
import type { ProcessListRow } from './list-row.ts'
import { snapshotOf } from './snapshot-row.ts'
import type { ProcessRow } from './snapshot-row.ts'

export interface Stay {
  readonly state: string
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly by: string
}
/** Time charged to one party, of one sort. */
export interface TimeShare {
  readonly party: Party
  readonly working: boolean
  readonly spentMs: number
}
export interface DeadlineView {
  readonly name: string
  readonly label: string
  readonly dueAt: Date | null
  readonly metAt: Date | null
  readonly spentMs: number
  readonly running: boolean
  readonly missed: boolean
  readonly fixed: boolean
}
export interface NextView {
  readonly key: string
  readonly at: Date
  readonly kind: PlanItem['kind']
  readonly text: string
}
export interface FileView {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
}
export interface TroubledMessage {
  readonly id: string
  readonly template: string
  readonly toAddress: string
  readonly status: string
  readonly attempts: number
  readonly lastError: string
  readonly nextTryAt: Date | null
}

/** A process as its page shows it, in the reader's language. */
export interface ProcessView extends ProcessListRow {
  readonly movedSeq: number
  readonly data: JsonObject
  readonly clocks: Clocks
  readonly plan: readonly PlanItem[]
  readonly whyLine: WhyLine
  readonly offers: readonly Offer[]
  readonly deadlines: readonly DeadlineView[]
  readonly next: readonly NextView[]
  readonly card: readonly DataLine[]
  readonly path: readonly Stay[]
  readonly ball: Ball
  readonly times: readonly TimeShare[]
  readonly files: readonly FileView[]
  readonly requester: {
    readonly name: string
    readonly email: string
    readonly othersCount: number
    readonly others: readonly ProcessListRow[]
  } | null
  readonly troubledMessages: readonly TroubledMessage[]
  /** Notifications about it that the reader has not read. */
  readonly unread: number
}

export interface GetInput {
  readonly id?: string | undefined
  /** As people write it, whatever its case and dashes. */
  readonly number?: string | undefined
}

const othersShown = 5
const filesShown = 200

async function findRow(tx: Tx, ctx: Ctx, input: GetInput): Promise<ProcessRow> {
  const number = input.number === undefined ? undefined : findNumbers(input.number)[0]?.number
  const id = input.id?.toLowerCase()
  const is = id !== undefined && isRowId(id) ? eq(processes.id, id) : number === undefined ? undefined : eq(processes.number, number)
  if (!is) throw notFound()
  const [row] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), is))
  if (!row) throw notFound()
  return row
}

const ofProcess = (ctx: Ctx, row: ProcessRow) => and(eq(events.tenantId, ctx.tenantId), eq(events.processId, row.id))

/** The record that brought the process where it is, and the reminders of this stay. */
async function whyEvents(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<WhyEvents> {
  const told = { seq: events.seq, name: events.name, at: events.at, actor: events.actor, because: events.because }
  const [last] = await tx
    .select(told)
    .from(events)
    .where(
      and(
        ofProcess(ctx, row),
        inArray(events.kind, ['start', 'act', 'fire', 'go']),
        sql`${events.seq} >= ${row.enteredSeq}`,
        sql`(${events.fromState} IS DISTINCT FROM ${events.toState} OR ${events.changes} <> '{}'::jsonb)`,
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1)
  const reminders = await tx
    .select({ seq: events.seq, at: events.at })
    .from(events)
    .where(
      and(
        ofProcess(ctx, row),
        eq(events.kind, 'fire'),
        like(events.name, `after:${row.enteredSeq}:%`),
        eq(events.fromState, events.toState),
      ),
    )
    .orderBy(events.seq)
  return {
    last: last ? { ...last, at: last.at.getTime(), actorName: last.actor.kind === 'machine' ? '' : last.actor.name } : null,
    reminders: reminders.map(({ seq, at }) => ({ seq, at: at.getTime() })),
  }
}

async function pathOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<Stay[]> {
  const moves = await tx
    .select({ state: events.toState, at: events.at, actor: events.actor })
    .from(events)
    .where(and(ofProcess(ctx, row), sql`${events.fromState} IS DISTINCT FROM ${events.toState}`))
    .orderBy(events.seq)
  return moves.map((move, index) => ({ state: move.state, fromAt: move.at, toAt: moves[index + 1]?.at ?? null, by: move.actor.name }))
}

async function ballOfProcess(tx: Tx, ctx: Ctx, row: ProcessRow, rules: OrganizationRules): Promise<Ball> {
  const charged = await tx
    .select({ party: intervals.party, working: intervals.working, fromAt: intervals.fromAt, toAt: intervals.toAt })
    .from(intervals)
    .where(and(eq(intervals.tenantId, ctx.tenantId), eq(intervals.processId, row.id)))
    .orderBy(intervals.fromAt)
  return ballOf({
    charged: charged.map((one) => ({ ...one, fromAt: one.fromAt.getTime(), toAt: one.toAt.getTime() })),
    open: row.endedAt === null ? { party: row.waitsFor ?? 'machine', fromAt: row.waitsSince.getTime() } : null,
    calendar: rules.calendar,
    now: ctx.now.getTime(),
  })
}

const timesOf = (ball: Ball): TimeShare[] =>
  ball.parties.flatMap(({ party, workingMs, offHoursMs }) =>
    [
      { party, working: true, spentMs: workingMs },
      { party, working: false, spentMs: offHoursMs },
    ].filter((share) => share.spentMs > 0),
  )

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

async function requesterOf(tx: Tx, ctx: Ctx, row: ProcessRow, rules: OrganizationRules): Promise<ProcessView['requester']> {
  const { contactId } = row
  const [name, email] = [text(row.data['requesterName']), text(row.data['requesterEmail'])]
  if (contactId === null) return email === '' ? null : { name, email, othersCount: 0, others: [] }
  const theirs = and(eq(processes.tenantId, ctx.tenantId), eq(processes.contactId, contactId), ne(processes.id, row.id))
  const { count } = await countRows(tx, theirs)
  const others = await tx
    .select(rowColumns)
    .from(processes)
    .where(theirs)
    .orderBy(desc(processes.changedAt), desc(processes.id))
    .limit(othersShown)
  const names = await namesOf(
    tx,
    others.map((other) => other.assigneeId),
  )
  return { name, email, othersCount: count, others: others.map((other) => listRow(ctx, rules, names, other)) }
}

/** Letters that were refused, or are tried again after a failure. */
async function troubledMessagesOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<TroubledMessage[]> {
  const { id, template, toAddress, status, attempts, lastError, nextTryAt } = deliveries
  const rows = await tx
    .select({ id, template, toAddress, status, attempts, lastError, nextTryAt })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, ctx.tenantId),
        eq(deliveries.processId, row.id),
        inArray(status, ['pending', 'rejected']),
        isNotNull(lastError),
      ),
    )
    .orderBy(deliveries.createdAt)
    .limit(50)
  return rows.map((one) => ({ ...one, lastError: one.lastError ?? '' }))
}

const deadlinesOf = (definition: ProcessDefinition, row: ProcessRow, ctx: Ctx): DeadlineView[] =>
  Object.entries(definition.deadlines).flatMap(([name, { label }]) => {
    const clock = row.clocks[name]
    if (!clock) return []
    return {
      name,
      label: label[ctx.lang],
      dueAt: clock.dueAt === null ? null : new Date(clock.dueAt),
      metAt: clock.metAt === null ? null : new Date(clock.metAt),
      spentMs: clock.spentMs,
      running: clock.runningSince !== null,
      missed: clock.dueAt !== null && (clock.metAt ?? ctx.now.getTime()) > clock.dueAt,
      fixed: clock.fixedDueAt !== null,
    }
  })

async function unreadOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<number> {
  const [found] = await tx
    .select({ rows: sql<number>`count(*)::int` })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.userId, ctx.actor.id),
        eq(notifications.processId, row.id),
        isNull(notifications.readAt),
      ),
    )
  return found?.rows ?? 0
}

/**
 * A process by id or number, with all its page shows: why it waits, what the reader may do, what comes next.
 * @throws Problem NotFound, Forbidden
 */
export async function getProcess({ ctx, input }: { readonly ctx: Ctx; readonly input: GetInput }): Promise<ProcessView> {
  staffOnly(ctx)
  if (input.id === undefined && input.number === undefined)
    throw new Problem('BadInput', { ru: 'Укажите номер процесса', en: 'Give the number of a process' })
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await findRow(tx, ctx, input)
    const definition = definitionOf(row.kind)
    if (!definition) throw new Error(`No process is called ${row.kind}`)
    const rules = await organizationRules(tx, ctx.tenantId)
    const people = Object.entries(definition.data).flatMap(([name, field]) =>
      field.type === 'person' ? [text(row.data[name]) || null] : [],
    )
    const names = await namesOf(tx, [row.assigneeId, ...people.filter((id) => id !== null && isRowId(id))])
    const { zone } = rules.calendar
    const now = ctx.now.getTime()
    const ball = await ballOfProcess(tx, ctx, row, rules)
    const troubledMessages = await troubledMessagesOf(tx, ctx, row)
    const snapshot = snapshotOf(row)
    const [selected] = await tx.select(rowColumns).from(processes).where(eq(processes.id, row.id))
    if (!selected) throw notFound()
    const shown = listRow(ctx, rules, names, selected)
    return {
      ...shown,
      movedSeq: row.movedSeq,
      data: row.data,
      clocks: row.clocks,
      plan: row.plan,
      whyLine: whyLine({
        definition,
        row: { ...row, waitsSince: row.waitsSince.getTime(), endedAt: row.endedAt?.getTime() ?? null },
        events: await whyEvents(tx, ctx, row),
        now,
        calendar: rules.calendar,
        assigneeName: shown.assignee?.name ?? null,
        readerId: ctx.actor.id,
        lang: ctx.lang,
      }),
      offers: offersFor(definition, snapshot, ctx.actor, row.trouble !== null || troubledMessages.length > 0),
      deadlines: deadlinesOf(definition, row, ctx),
      next: row.plan.map((item) => ({
        key: item.key,
        at: new Date(item.at),
        kind: item.kind,
        text: planPhrase({ definition, item, fired: row.fired, now, zone, lang: ctx.lang }),
      })),
      card: dataCard(definition.data, row.data, { lang: ctx.lang, zone, nameOf: (id) => names.get(id) }),
      path: await pathOf(tx, ctx, row),
      ball,
      times: timesOf(ball),
      files: await tx
        .select({ id: files.id, name: files.name, contentType: files.contentType, sizeBytes: files.sizeBytes })
        .from(files)
        .where(and(eq(files.tenantId, ctx.tenantId), eq(files.processId, row.id), eq(files.inline, false)))
        .orderBy(files.at)
        .limit(filesShown),
      requester: await requesterOf(tx, ctx, row, rules),
      troubledMessages,
      unread: await unreadOf(tx, ctx, row),
    }
  })
}
