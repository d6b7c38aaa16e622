import { actsAs } from '../../domain/actor.ts'
import { minuteMs } from '../../domain/calendar/local-date.ts'
import { unusualTime } from '../../domain/calendar/unusual-time.ts'
import { isWorkedThrough } from '../../domain/calendar/working-days.ts'
import type { Label } from '../../domain/label.ts'
import { withinLimits } from '../../domain/limits.ts'
import { visit } from '../../domain/visit.ts'
import { planners } from '../../domain/visit-actions.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { directoryReader } from '../directory/rights.ts'
import { organizationRules } from '../organization/rules.ts'
import { timeTakenProblem } from '../process/time-taken.ts'
import { againstVisit } from './agreed.ts'
import { isTaken } from './claim-times.ts'
import type { Claim } from './claim-times.ts'
import { settingOf } from './free-slots.ts'

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

/** True of a time that no list of free ones has, and that is not so odd that it is asked about by itself. */
async function isOffHours(tx: Tx, claim: Claim, now: number): Promise<boolean> {
  const { calendar, zones, own, visited } = await settingOf(tx, claim)
  const { startsAt: startAt, endsAt: toAt } = claim
  const { repZone, contactZone: visitedZone } = zones
  if (unusualTime({ calendar, visitedZone, repZone, startAt, now }).length > 0) return false
  return ![own, visited].every((hours) => isWorkedThrough(hours, { fromAt: startAt, toAt }))
}

/**
 * What stands against a visit before it is booked: what refuses it (its place, a time that is taken), what a reason is asked for, and
 * what is told and passes. Whether a time is taken is told to whoever may ask for free ones.
 * @throws Problem Forbidden
 */
export function lookAtAgreed({ ctx, input }: { readonly ctx: Ctx; readonly input: AgreedQuestion }): Promise<{
  readonly refused: Label | null
  readonly unwished: readonly Label[]
  readonly ofTime: Label | null
}> {
  directoryReader(ctx)
  const { contactId, repId, mode } = input
  const { tenantId } = ctx
  const startsAt = input.startsAt.getTime()
  const endsAt = startsAt + input.durationMinutes * minuteMs
  const claim: Claim = { tenantId, repId, contactId: contactId ?? null, mode, startsAt, endsAt }
  return ctx.db.tenantRead(tenantId, async (tx) => {
    const { calendar } = await organizationRules(tx, tenantId)
    const against =
      contactId === undefined ? undefined : await againstVisit(tx, tenantId, calendar.zone, { ...claim, contactId, wasAt: null })
    const mayAsk = actsAs(ctx.actor, withinLimits(visit, planners, { data: { mode }, assigneeId: repId }, ctx.actor))
    const taken = mayAsk && (await isTaken(tx, claim))
    const off = !taken && (await isOffHours(tx, claim, ctx.now.getTime()))
    const refused = against?.refused ?? (taken ? timeTakenProblem([]).label : null)
    return { refused, unwished: against?.unwished ?? [], ofTime: off ? offHours : null }
  })
}
