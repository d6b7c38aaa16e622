import { and, between, count, eq, gte, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { dueWindow } from '../../domain/calendar/due-window.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import { bucketMedian } from '../../domain/duration-bucket.ts'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { flows, monthSpans, spans, stateCounts } from '../../db/schema/desk.ts'
import { events, processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { ofReadable, readableRows, seesPart } from '../readable.ts'
import { dayOf, wholeProcess } from './counts.ts'
import { wholeMonths } from './whole-months.ts'

export interface MapNumbers {
  readonly counts: ReadonlyMap<string, number>
  readonly late: ReadonlyMap<string, number>
  readonly dueToday: number
  /** Of the stays that ended in the period, by state; of whole processes under `wholeProcess`. */
  readonly medians: ReadonlyMap<string, number>
  /** Moves in the period, by `from>to`. */
  readonly flow: ReadonlyMap<string, number>
}

interface Question {
  readonly ctx: Ctx
  readonly kind: string
  readonly zone: string
  readonly from: Date
  /** Not in the period. */
  readonly to: Date
}

/** Medians of so many stays are computed from each of them; of more, from how many lasted about as long. */
const exactUpTo = 2_000

/** The processes the map is of: those of the kind that its reader may look at. */
const shown = (ctx: Ctx, kind: string): SQL | undefined => and(eq(processes.tenantId, ctx.tenantId), readableRows(ctx.actor, kind))

const lastDayOf = ({ to }: Question): string => dayOf(new Date(to.getTime() - 1))
const sumOf = (column: typeof flows.count | typeof spans.count | typeof monthSpans.count) => sql<number>`sum(${column})::int`

/** Open processes whose deadline has passed, by state, and how many more will be late by the end of today. */
async function dueOf(tx: Tx, { ctx, kind, zone }: Question): Promise<Pick<MapNumbers, 'late' | 'dueToday'>> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const tomorrow = sql`${new Date(dueWindow(zone, ctx.now.getTime()).tomorrowAt).toISOString()}::timestamptz`
  const rows = await tx
    .select({
      state: processes.state,
      late: sql<number>`count(*) FILTER (WHERE processes.due_key <= ${now})::int`,
      today: sql<number>`count(*) FILTER (WHERE processes.due_key > ${now})::int`,
    })
    .from(processes)
    .where(and(shown(ctx, kind), isNull(processes.endedAt), sql`processes.due_key < ${tomorrow}`))
    .groupBy(processes.state)
  return {
    late: new Map(rows.filter((row) => row.late > 0).map((row) => [row.state, row.late])),
    dueToday: rows.reduce((total, row) => total + row.today, 0),
  }
}

async function flowOf(tx: Tx, question: Question): Promise<MapNumbers['flow']> {
  const rows = await tx
    .select({ from: flows.fromState, to: flows.toState, rows: sumOf(flows.count) })
    .from(flows)
    .where(
      and(
        eq(flows.tenantId, question.ctx.tenantId),
        eq(flows.kind, question.kind),
        gte(flows.day, dayOf(question.from)),
        lte(flows.day, lastDayOf(question)),
      ),
    )
    .groupBy(flows.fromState, flows.toState)
  return new Map(rows.map((row) => [`${row.from}>${row.to}`, row.rows]))
}

/** The same of the moves themselves, on the same whole days. */
async function countedFlow(tx: Tx, question: Question): Promise<MapNumbers['flow']> {
  const { ctx, kind } = question
  const rows = await tx
    .select({ from: events.fromState, to: events.toState, rows: count() })
    .from(events)
    .innerJoin(processes, eq(processes.id, events.processId))
    .where(
      and(
        shown(ctx, kind),
        eq(events.tenantId, ctx.tenantId),
        eq(events.processKind, kind),
        sql`${events.fromState} IS DISTINCT FROM ${events.toState}`,
        gte(events.at, new Date(dayOf(question.from))),
        lt(events.at, new Date(Date.parse(lastDayOf(question)) + dayMs)),
      ),
    )
    .groupBy(events.fromState, events.toState)
  return new Map(rows.map((row) => [`${row.from ?? ''}>${row.to}`, row.rows]))
}

const median = (column: ReturnType<typeof sql>) => sql<number | null>`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column})::float8`

async function exactMedians(tx: Tx, { ctx, kind, from, to }: Question): Promise<MapNumbers['medians']> {
  const stays = await tx
    .select({ state: events.fromState, ms: median(sql`${events.dwellMs}`) })
    .from(events)
    .where(
      and(
        eq(events.tenantId, ctx.tenantId),
        eq(events.processKind, kind),
        gte(events.at, from),
        lt(events.at, to),
        isNotNull(events.dwellMs),
        seesPart(ctx.actor, kind) ? ofReadable(ctx.actor, events.processId) : undefined,
      ),
    )
    .groupBy(events.fromState)
  const [whole] = await tx
    .select({ ms: median(sql`extract(epoch FROM ended_at - started_at) * 1000`) })
    .from(processes)
    .where(and(shown(ctx, kind), gte(processes.endedAt, from), lt(processes.endedAt, to)))
  const all = [...stays, { state: wholeProcess, ms: whole?.ms ?? null }]
  return new Map(all.flatMap(({ state, ms }) => (state === null || ms === null ? [] : [[state, Math.round(ms)]])))
}

async function countedMedians(tx: Tx, question: Question): Promise<MapNumbers['medians']> {
  const { ctx, kind, from } = question
  const { months, days } = wholeMonths({ from: dayOf(from), to: lastDayOf(question) })
  const byDay = tx
    .select({ state: spans.state, bucket: spans.bucket, count: sumOf(spans.count) })
    .from(spans)
    .where(
      and(eq(spans.tenantId, ctx.tenantId), eq(spans.kind, kind), or(...days.map((range) => between(spans.day, range.from, range.to)))),
    )
    .groupBy(spans.state, spans.bucket)
  const byMonth =
    months &&
    tx
      .select({ state: monthSpans.state, bucket: monthSpans.bucket, count: sumOf(monthSpans.count) })
      .from(monthSpans)
      .where(and(eq(monthSpans.tenantId, ctx.tenantId), eq(monthSpans.kind, kind), between(monthSpans.month, months.from, months.to)))
      .groupBy(monthSpans.state, monthSpans.bucket)
  const rows = await allOf([days.length === 0 ? Promise.resolve([]) : byDay, byMonth ?? Promise.resolve([])])
  const buckets = new Map<string, Map<number, number>>()
  for (const row of rows.flat()) {
    const counts = buckets.get(row.state) ?? new Map<number, number>()
    buckets.set(row.state, counts.set(row.bucket, (counts.get(row.bucket) ?? 0) + row.count))
  }
  return new Map(
    [...buckets].flatMap(([state, counts]) => {
      const ms = bucketMedian(counts)
      return ms === null ? [] : [[state, Math.round(ms)]]
    }),
  )
}

const keptCounts = (tx: Tx, { ctx, kind }: Question) =>
  tx
    .select({ state: stateCounts.state, rows: stateCounts.count })
    .from(stateCounts)
    .where(and(eq(stateCounts.tenantId, ctx.tenantId), eq(stateCounts.kind, kind)))

const countedCounts = (tx: Tx, { ctx, kind }: Question) =>
  tx.select({ state: processes.state, rows: count() }).from(processes).where(shown(ctx, kind)).groupBy(processes.state)

/** All numbers of a kind's map. What is kept at each record is of the whole kind: who sees a part of it has theirs counted. */
export async function mapNumbers(tx: Tx, question: Question): Promise<MapNumbers> {
  const part = seesPart(question.ctx.actor, question.kind)
  const [counts, flow, due] = await allOf([
    (part ? countedCounts : keptCounts)(tx, question),
    (part ? countedFlow : flowOf)(tx, question),
    dueOf(tx, question),
  ])
  const moves = [...flow.values()].reduce((total, rows) => total + rows, 0)
  return {
    counts: new Map(counts.map((row) => [row.state, row.rows])),
    ...due,
    medians: await (!part && moves > exactUpTo ? countedMedians : exactMedians)(tx, question),
    flow,
  }
}
