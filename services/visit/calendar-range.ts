import { and, arrayOverlaps, asc, eq, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Actor } from '../../domain/actor.ts'
import { dayMs, minuteMs } from '../../domain/calendar/local-date.ts'
import { mayLookAt } from '../../domain/limits.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { durationMinutes } from '../../domain/visit-fields.ts'
import { visit } from '../../domain/visit.ts'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { visits } from '../../db/schema/visit.ts'
import type { Ctx } from '../context.ts'
import { organizationRules } from '../organization/rules.ts'
import type { PersonName } from '../people/names.ts'
import { Problem } from '../problem.ts'
import { checkReadable } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { calendarDays } from './calendar-days.ts'
import type { CalendarDay } from './calendar-days.ts'
import { onlyVisitsOf } from './reach.ts'

/** A month as calendars draw it, six weeks, in which the clocks may go back. */
const longestMs = 42 * dayMs + 60 * minuteMs
/** A visit that began before the range may reach into it by so much. */
const overlapMs = durationMinutes.max * minuteMs

/** A visit in a calendar. */
export interface CalendarVisit {
  readonly id: string
  readonly repId: string
  readonly startsAt: Date
  readonly endsAt: Date
  /** Null when the reader may only know that the representative is busy then. */
  readonly shown: {
    readonly state: string
    readonly mode: VisitMode
    readonly contactName: string
    readonly organizationName: string
  } | null
}

export interface CalendarRange {
  /** IANA: in whose days and hours everything is drawn. */
  readonly zone: string
  readonly days: readonly CalendarDay[]
  /** Whose columns the reader may see, by name. */
  readonly reps: readonly PersonName[]
  readonly visits: readonly CalendarVisit[]
}

export interface CalendarInput {
  readonly from: Date
  readonly to: Date
  readonly reps?: readonly string[] | undefined
  readonly modes?: readonly VisitMode[] | undefined
  readonly states?: readonly string[] | undefined
}

type Found = Readonly<{
  id: string
  repId: string
  startsAt: number
  endsAt: number
  holds: boolean
  state: string
  mode: VisitMode
  contactName: string
  organizationName: string
}>

/** In order of time, in epoch milliseconds; as the driver gives the rows, and sorted here: of a team's month they are ten thousand. */
async function visitsBetween(tx: Tx, conditions: SQL | undefined): Promise<readonly Found[]> {
  const { rows } = await tx.execute<Found>(sql`
    SELECT process_id AS id, rep_id AS "repId", (extract(epoch FROM starts_at) * 1000)::float8 AS "startsAt", (extract(epoch FROM ends_at) * 1000)::float8 AS "endsAt",
      holds, state, mode, contact_name AS "contactName", organization_name AS "organizationName"
    FROM ${visits} WHERE ${conditions}`)
  return rows.toSorted((one, other) => one.startsAt - other.startsAt)
}

/** Whether the reader may look at a visit of a representative, asked once for each of them and each mode. */
function seeing(actor: Actor): (repId: string, mode: VisitMode) => boolean {
  const known = new Map<string, boolean>()
  return (repId, mode) => {
    const key = `${mode} ${repId}`
    const seen = known.get(key) ?? mayLookAt(visit, actor, { data: { mode }, assigneeId: repId })
    known.set(key, seen)
    return seen
  }
}

const tooLong = (): Problem =>
  new Problem('BadInput', {
    ru: 'Календарь показывает не больше шести недель сразу: выберите период короче',
    en: 'The calendar shows at most six weeks at a time: choose a shorter period',
  })

const isAmong = <T>(wanted: readonly T[] | undefined, value: T): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(value)

function representatives(tx: Tx, tenantId: string, only: readonly string[] | undefined): Promise<PersonName[]> {
  return tx
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        isNull(users.disabledAt),
        only === undefined ? arrayOverlaps(memberships.roles, ['rep']) : inArray(users.id, [...only]),
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
}

/**
 * The visits of at most six weeks: one's own, those one may look at, and of the others of the same representatives only that
 * they take their time. A filter by state leaves those out, so that it tells nothing of them.
 * @throws Problem BadInput, Forbidden
 */
export async function calendarRange({ ctx, input }: { readonly ctx: Ctx; readonly input: CalendarInput }): Promise<CalendarRange> {
  staffOnly(ctx)
  checkReadable(ctx.actor, visit)
  const { from, to, reps, modes, states } = input
  const lengthMs = to.getTime() - from.getTime()
  if (lengthMs <= 0 || lengthMs > longestMs) throw tooLong()
  const only = onlyVisitsOf(ctx.actor)
  const { tenantId } = ctx
  const [rules, people, rows] = await ctx.db.tenantRead(tenantId, (tx) =>
    allOf([
      organizationRules(tx, tenantId),
      representatives(tx, tenantId, only),
      visitsBetween(
        tx,
        and(
          eq(visits.tenantId, tenantId),
          gte(visits.startsAt, new Date(from.getTime() - overlapMs)),
          lt(visits.startsAt, to),
          or(gt(visits.endsAt, from), gte(visits.startsAt, from)),
          only && inArray(visits.repId, [...only]),
          reps && reps.length > 0 ? inArray(visits.repId, [...reps]) : undefined,
        ),
      ),
    ]),
  )
  const sees = seeing(ctx.actor)
  const found: CalendarVisit[] = []
  for (const { id, repId, startsAt, endsAt, holds, state, mode, contactName, organizationName } of rows) {
    if (!isAmong(modes, mode)) continue
    const place = (shown: CalendarVisit['shown']): void =>
      void found.push({ id, repId, startsAt: new Date(startsAt), endsAt: new Date(endsAt), shown })
    if (sees(repId, mode)) {
      if (isAmong(states, state)) place({ state, mode, contactName, organizationName })
    } else if (holds && (states === undefined || states.length === 0)) place(null)
  }
  const { calendar } = rules
  return { zone: calendar.zone, days: calendarDays(calendar, from, to, ctx.lang), reps: people, visits: found }
}
