import { actsAs } from '../../domain/actor.ts'
import { withinLimits } from '../../domain/limits.ts'
import { visit } from '../../domain/visit.ts'
import { planners } from '../../domain/visit-actions.ts'
import { repId } from '../../domain/visit-fields.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import type { Label } from '../../domain/label.ts'
import { againstAnyTime } from '../../domain/visit-terms.ts'
import { closedTo } from '../../domain/start-form.ts'
import { minuteMs } from '../../domain/calendar/local-date.ts'
import type { Ctx } from '../context.ts'
import { closedFields, notFound } from '../problem.ts'
import { namedWrong } from '../process/form-facts.ts'
import { freeTimesIn, settingOf, slotOf } from './free-slots.ts'
import type { VisitZones } from './zones.ts'

const mostSlots = 12

export interface SlotQuestion {
  readonly repId: string
  readonly contactId?: string | undefined
  readonly mode: VisitMode
  readonly durationMinutes: number
  /** From when on; now, when it is in the past or not given. */
  readonly from?: Date | undefined
  /** The visit that is to be moved. */
  readonly except?: string | undefined
}

export interface FreeSlots extends VisitZones {
  readonly items: readonly ReturnType<typeof slotOf>[]
  /** What stands against every one of them, and would against any other: how the contact wants visits to be, or a place that admits none. */
  readonly against: Label | null
}

/**
 * The next times at which a representative and a contact are both free. A representative asks of themself alone, whoever keeps remote
 * visits of these.
 * @throws Problem Forbidden, NotFound when no such representative works in the organization
 */
export async function findSlots({ ctx, input }: { readonly ctx: Ctx; readonly input: SlotQuestion }): Promise<FreeSlots> {
  const asked = { data: { mode: input.mode }, assigneeId: input.repId }
  if (!actsAs(ctx.actor, withinLimits(visit, planners, asked, ctx.actor)))
    throw closedFields(closedTo(visit, planners, ctx.actor, asked.data))
  const { mode, contactId = null, except } = input
  const fromAt = Math.max(ctx.now.getTime(), input.from?.getTime() ?? 0)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    if ((await namedWrong(tx, ctx, { repId }, { repId: input.repId })).length > 0) throw notFound()
    const durationMs = input.durationMinutes * minuteMs
    const wanted = { tenantId: ctx.tenantId, repId: input.repId, contactId, mode, durationMs, fromAt, limit: mostSlots, except }
    const setting = await settingOf(tx, wanted)
    const { zones, terms } = setting
    const against = (terms && againstAnyTime(terms, mode)) ?? null
    return { ...zones, items: (await freeTimesIn(tx, wanted, setting)).map(slotOf), against }
  })
}
