import { actsAs } from '../../domain/actor.ts'
import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import type { BusinessCalendar } from '../../domain/calendar/calendar-data.ts'
import { minuteMs } from '../../domain/calendar/local-date.ts'
import { unusualTime } from '../../domain/calendar/unusual-time.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import { workingDaysOf } from '../../domain/calendar/working-days.ts'
import type { Label } from '../../domain/label.ts'
import { withinLimits } from '../../domain/limits.ts'
import { visit } from '../../domain/visit.ts'
import { planners } from '../../domain/visit-actions.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { visitedCalendar } from '../../domain/visit-terms.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { directoryReader } from '../directory/rights.ts'
import { organizationRules } from '../organization/rules.ts'
import { timeTakenProblem } from '../process/time-taken.ts'
import { againstVisit } from './agreed.ts'
import { isTaken } from './claim-times.ts'
import { zonesOfVisit } from './free-slots.ts'
import { termsOf } from './terms.ts'

/** A visit that somebody is about to book. */
export interface AgreedQuestion {
  /** Of nobody whom the directory knows, nothing is agreed. */
  readonly contactId?: string | undefined
  readonly repId: string
  readonly mode: VisitMode
  readonly startsAt: Date
  readonly durationMinutes: number
}

const offHours = {
  ru: 'Это вне рабочих часов у представителя или у контакта.',
  en: 'This is outside the working hours of the representative or of the contact.',
} as const

const isWithin = (calendar: BusinessCalendar, { fromAt, toAt }: Span): boolean => {
  const days = workingDaysOf(calendar)
  return days.day(days.dayAt(fromAt)).spans.some((span) => span.fromAt <= fromAt && toAt <= span.toAt)
}

/** True of a time that no list of free ones has, and that is not so odd that it is asked about by itself. */
async function isOffHours(tx: Tx, ctx: Ctx, { contactId: known, repId, mode }: AgreedQuestion, asked: Span): Promise<boolean> {
  const contactId = known ?? null
  const { calendar } = await organizationRules(tx, ctx.tenantId)
  const { repZone, contactZone } = await zonesOfVisit(tx, ctx.tenantId, calendar.zone, { repId, contactId })
  const now = ctx.now.getTime()
  if (unusualTime({ calendar, visitedZone: contactZone, repZone, startAt: asked.fromAt, now }).length > 0) return false
  const terms = contactId === null ? undefined : (await termsOf(tx, ctx.tenantId, [contactId])).get(contactId)
  return !isWithin(calendarIn(calendar, repZone), asked) || !isWithin(visitedCalendar(calendar, contactZone, terms, mode), asked)
}

/**
 * What stands against a visit before it is booked: what refuses it, what a reason is asked for, and what is told of its time alone.
 * Whether a time is taken is told to whoever may ask for free ones.
 * @throws Problem Forbidden
 */
export function lookAtAgreed({ ctx, input }: { readonly ctx: Ctx; readonly input: AgreedQuestion }): Promise<{
  readonly refused: Label | null
  readonly unwished: readonly Label[]
  readonly ofTime: Label | null
}> {
  directoryReader(ctx)
  const { contactId, repId, mode } = input
  const startsAt = input.startsAt.getTime()
  const endsAt = startsAt + input.durationMinutes * minuteMs
  const { tenantId } = ctx
  return ctx.db.tenantRead(tenantId, async (tx) => {
    const { calendar } = await organizationRules(tx, tenantId)
    const visitToCome = { repId, mode, startsAt, endsAt, wasAt: null }
    const against = contactId === undefined ? undefined : await againstVisit(tx, tenantId, calendar.zone, { ...visitToCome, contactId })
    const mayAsk = actsAs(ctx.actor, withinLimits(visit, planners, { data: { mode }, assigneeId: repId }, ctx.actor))
    const taken = mayAsk && (await isTaken(tx, { tenantId, repId, contactId: contactId ?? null, mode, startsAt, endsAt }))
    const off = !taken && (await isOffHours(tx, ctx, input, { fromAt: startsAt, toAt: endsAt }))
    const ofTime = taken ? timeTakenProblem([]).label : off ? offHours : null
    return { refused: against?.refused ?? null, unwished: against?.unwished ?? [], ofTime }
  })
}
