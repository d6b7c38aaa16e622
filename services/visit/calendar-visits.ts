import { and, eq, gt, gte, inArray, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { reachOf } from '../../domain/limits.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { longestVisitMs } from '../../domain/visit-fields.ts'
import { visit } from '../../domain/visit.ts'
import type { Tx } from '../../db/client.ts'
import { visits } from '../../db/schema/visit.ts'
import type { Ctx } from '../context.ts'
import { withinReach } from '../readable.ts'
import type { CalendarDay } from './calendar-days.ts'
import { limitedBy, onlyVisitsOf } from './reach.ts'

/** What is asked of the visits of a span; everything given must hold. */
export interface CalendarInput {
  readonly from: Date
  readonly to: Date
  readonly reps?: readonly string[] | undefined
  readonly modes?: readonly VisitMode[] | undefined
  readonly states?: readonly string[] | undefined
}

/** A visit of a calendar, its times in epoch milliseconds. */
export type FoundVisit = Readonly<{
  id: string
  repId: string
  startsAt: number
  endsAt: number
  /** Null where the reader may only know that the representative is busy. */
  state: string | null
  mode: VisitMode
  contactName: string
  organizationName: string
}>

/** So many of a state; null where the reader may only know that the representatives are busy. */
export interface StateCount {
  readonly state: string | null
  readonly visits: number
}

/** A day of more visits than are told of one by one. */
export interface CrowdedDay {
  /** `2026-11-26` */
  readonly date: string
  readonly visits: number
  readonly states: readonly StateCount[]
}

/** Of a crowded day so many visits are told of: more than a cell of a month shows, or than anybody has in a day. */
const toldOfDay = 12

const [repId, mode] = [sql`${visits.repId}`, sql`${visits.mode}`]

/** Undefined where any will do. */
const among = (column: SQL, values: readonly string[] | undefined): SQL | undefined =>
  values === undefined || values.length === 0 ? undefined : inArray(column, [...values])

/** The rows of a calendar: what is known to the reader and, unless that is asked for by its state, what only takes time beside it. */
function asked(ctx: Ctx, known: SQL, { from, to, reps, modes, states }: CalendarInput): SQL | undefined {
  const ofStates = among(sql`${visits.state}`, states)
  return and(
    eq(visits.tenantId, ctx.tenantId),
    // What began before may reach into the range.
    gte(visits.startsAt, new Date(from.getTime() - longestVisitMs)),
    lt(visits.startsAt, to),
    or(gt(visits.endsAt, from), gte(visits.startsAt, from)),
    among(repId, onlyVisitsOf(ctx.actor)),
    among(repId, reps),
    among(mode, modes),
    ofStates === undefined ? or(known, visits.holds) : and(known, ofStates),
  )
}

const knownTo = (ctx: Ctx): SQL => withinReach(ctx.actor, reachOf(visit, ctx.actor), limitedBy(repId, mode)) ?? sql`true`
const stateIfKnown = (known: SQL): SQL => sql`CASE WHEN ${known} THEN ${visits.state} END AS state`

const columns = sql`${visits.processId} AS id, ${visits.repId} AS "repId", (extract(epoch FROM ${visits.startsAt}) * 1000)::float8 AS "startsAt",
  (extract(epoch FROM ${visits.endsAt}) * 1000)::float8 AS "endsAt", ${visits.mode}, ${visits.contactName} AS "contactName", ${visits.organizationName} AS "organizationName"`

/** All of them, in order of time. */
export async function allVisits(tx: Tx, ctx: Ctx, input: CalendarInput): Promise<readonly FoundVisit[]> {
  const known = knownTo(ctx)
  const { rows } = await tx.execute<FoundVisit>(
    sql`SELECT ${columns}, ${stateIfKnown(known)} FROM ${visits} WHERE ${asked(ctx, known, input)} ORDER BY ${visits.startsAt}`,
  )
  return rows
}

/** The first of each day, in order of time, and how many there are on days with more; one that began before them is the first day's. */
export async function firstVisits(
  tx: Tx,
  ctx: Ctx,
  input: CalendarInput,
  days: readonly CalendarDay[],
): Promise<{ readonly visits: readonly FoundVisit[]; readonly crowded: readonly CrowdedDay[] }> {
  const known = knownTo(ctx)
  const starts = days.map(({ fromAt }) => new Date(fromAt).toISOString())
  const { rows } = await tx.execute<FoundVisit & { readonly day: number; readonly states: readonly StateCount[] | null }>(sql`
    WITH found AS MATERIALIZED (
      SELECT ${visits.processId}, ${visits.startsAt}, greatest(1, width_bucket(${visits.startsAt}, ${sql.param(starts)}::timestamptz[])) AS day, ${stateIfKnown(known)}
      FROM ${visits} WHERE ${asked(ctx, known, input)}
    ), crowded AS (
      SELECT day, jsonb_agg(jsonb_build_object('state', state, 'visits', visits)) AS states
      FROM (SELECT day, state, count(*) AS visits FROM found GROUP BY day, state) by_state GROUP BY day HAVING sum(visits) > ${toldOfDay}
    ), placed AS (
      SELECT process_id, day, state, row_number() OVER (PARTITION BY day ORDER BY starts_at, process_id) AS place FROM found
    )
    SELECT ${columns}, placed.state, placed.day, crowded.states
    FROM placed JOIN ${visits} USING (process_id) LEFT JOIN crowded ON crowded.day = placed.day AND placed.place = 1
    WHERE placed.place <= ${toldOfDay} ORDER BY ${visits.startsAt}`)
  const crowded = rows.flatMap(({ day, states }): CrowdedDay[] => {
    const { date } = days[day - 1] ?? {}
    if (states === null || date === undefined) return []
    return [{ date, visits: states.reduce((sum, one) => sum + one.visits, 0), states }]
  })
  return { visits: rows, crowded }
}
