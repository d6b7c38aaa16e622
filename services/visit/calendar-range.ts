import { and, arrayOverlaps, asc, eq, inArray, isNull } from 'drizzle-orm'
import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import { dayMs, minuteMs } from '../../domain/calendar/local-date.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { visit } from '../../domain/visit.ts'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { memberships, users } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import type { PersonName } from '../people/names.ts'
import { Problem } from '../problem.ts'
import { checkReadable } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { calendarDays } from './calendar-days.ts'
import type { CalendarDay } from './calendar-days.ts'
import { allVisits, firstVisits } from './calendar-visits.ts'
import type { CalendarInput, CrowdedDay, FoundVisit } from './calendar-visits.ts'
import { onlyVisitsOf } from './reach.ts'

/** A month as calendars draw it, six weeks, in which the clocks may go back. */
const longestMs = 42 * dayMs + 60 * minuteMs
/** Of a longer time the visits of a day are told of up to a number. */
const weekMs = 7 * dayMs + 60 * minuteMs

/** Whose visits a calendar shows. */
export interface CalendarRep extends PersonName {
  /** IANA, where it is another than the calendar is drawn by. */
  readonly zone: string | null
  /** The working time by that other clock; null where it is the days' own. */
  readonly working: readonly Span[] | null
}

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
  /** The reader's IANA zone: in its days and hours everything is drawn. */
  readonly zone: string
  readonly days: readonly CalendarDay[]
  /** Whose columns the reader may see, by name. */
  readonly reps: readonly CalendarRep[]
  readonly visits: readonly CalendarVisit[]
  /** Days of more visits than are among `visits`; of a week none. */
  readonly crowded: readonly CrowdedDay[]
}

const tooLong = (): Problem =>
  new Problem('BadInput', {
    ru: 'Календарь показывает не больше шести недель сразу: выберите период короче',
    en: 'The calendar shows at most six weeks at a time: choose a shorter period',
  })

function representatives(tx: Tx, tenantId: string, only: readonly string[] | undefined) {
  return tx
    .select({ id: users.id, name: users.name, zone: memberships.zone })
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

const inCalendar = ({ id, repId, startsAt, endsAt, state, ...rest }: FoundVisit): CalendarVisit => ({
  ...{ id, repId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  shown: state === null ? null : { state, mode: rest.mode, contactName: rest.contactName, organizationName: rest.organizationName },
})

/**
 * The visits of at most six weeks: one's own, those one may look at, and of the others of the same representatives only that
 * they take their time. A filter by state leaves those out, so that it tells nothing of them. Of more than a week it tells of
 * the first visits of each day and how many there are: nobody reads three hundred in a day of a month.
 * @throws Problem BadInput, Forbidden
 */
export async function calendarRange({ ctx, input }: { readonly ctx: Ctx; readonly input: CalendarInput }): Promise<CalendarRange> {
  staffOnly(ctx)
  checkReadable(ctx.actor, visit)
  const { from, to } = input
  const lengthMs = to.getTime() - from.getTime()
  if (lengthMs <= 0 || lengthMs > longestMs) throw tooLong()
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rules = await organizationRules(tx, ctx.tenantId)
    const zone = readerZone(ctx, rules)
    const daysIn = (name: string): CalendarDay[] => calendarDays(calendarIn(rules.calendar, name), from, to, ctx.lang)
    const days = daysIn(zone)
    const [people, found] = await allOf([
      representatives(tx, ctx.tenantId, onlyVisitsOf(ctx.actor)),
      lengthMs > weekMs ? firstVisits(tx, ctx, input, days) : allVisits(tx, ctx, input).then((visits) => ({ visits, crowded: [] })),
    ])
    const others = new Map<string, readonly Span[]>()
    const reps = people.map(({ zone: own, ...rep }): CalendarRep => {
      const theirs = own ?? rules.calendar.zone
      if (theirs === zone) return { ...rep, zone: null, working: null }
      const working = others.get(theirs) ?? daysIn(theirs).flatMap((day) => day.working)
      others.set(theirs, working)
      return { ...rep, zone: theirs, working }
    })
    return { zone, days, reps, visits: found.visits.map(inCalendar), crowded: found.crowded }
  })
}
