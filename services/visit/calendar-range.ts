import { and, arrayOverlaps, asc, eq, gt, gte, inArray, isNull, lt, or } from 'drizzle-orm'
import { dayMs } from '../../domain/calendar/local-date.ts'
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

const minuteMs = 60_000
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
    readonly number: string
    readonly state: string
    readonly mode: VisitMode
    readonly contactName: string
    readonly organizationName: string
    readonly address: string | null
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
      tx
        .select({
          id: visits.processId,
          repId: visits.repId,
          startsAt: visits.startsAt,
          endsAt: visits.endsAt,
          holds: visits.holds,
          number: visits.number,
          state: visits.state,
          mode: visits.mode,
          contactName: visits.contactName,
          organizationName: visits.organizationName,
          address: visits.address,
        })
        .from(visits)
        .where(
          and(
            eq(visits.tenantId, tenantId),
            gte(visits.startsAt, new Date(from.getTime() - overlapMs)),
            lt(visits.startsAt, to),
            or(gt(visits.endsAt, from), gte(visits.startsAt, from)),
            only && inArray(visits.repId, [...only]),
            reps && reps.length > 0 ? inArray(visits.repId, [...reps]) : undefined,
          ),
        )
        .orderBy(asc(visits.startsAt)),
    ]),
  )
  const found = rows.flatMap(({ id, repId, startsAt, endsAt, holds, ...shown }): CalendarVisit[] => {
    const place = { id, repId, startsAt, endsAt }
    if (!isAmong(modes, shown.mode)) return []
    if (mayLookAt(visit, ctx.actor, { data: { mode: shown.mode }, assigneeId: repId }))
      return isAmong(states, shown.state) ? [{ ...place, shown }] : []
    return holds && (states === undefined || states.length === 0) ? [{ ...place, shown: null }] : []
  })
  const { calendar } = rules
  return { zone: calendar.zone, days: calendarDays(calendar, from, to, ctx.lang), reps: people, visits: found }
}
