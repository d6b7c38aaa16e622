import { unusualTime } from '../../domain/calendar/unusual-time.ts'
import type { UnusualReason } from '../../domain/calendar/unusual-time.ts'
import type { Ctx } from '../context.ts'
import { directoryReader } from '../directory/rights.ts'
import { organizationRules } from '../organization/rules.ts'
import { readableRow } from '../process/row-of.ts'
import { instantOf } from './data.ts'
import { zonesOfVisit } from './zones.ts'
import type { VisitZones } from './zones.ts'

export interface TimeQuestion {
  readonly startsAt: Date
  /** Of a visit to be booked. */
  readonly contactId?: string | undefined
  readonly repId?: string | undefined
  /** Of a visit to be moved. */
  readonly visitId?: string | undefined
}
export interface TimeLook extends VisitZones {
  readonly reasons: readonly UnusualReason[]
}

/**
 * Whether a time for a visit is worth a second look, and why; it hinders nobody. What is so already of a visit that is moved was
 * looked at before.
 * @throws Problem Forbidden, NotFound
 */
export async function lookAtTime({ ctx, input }: { readonly ctx: Ctx; readonly input: TimeQuestion }): Promise<TimeLook> {
  directoryReader(ctx)
  const { startsAt, contactId = null, repId = null, visitId } = input
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const { calendar } = await organizationRules(tx, ctx.tenantId)
    const moved = visitId === undefined ? undefined : await readableRow(tx, ctx, visitId)
    const whose = moved ? { repId: moved.assigneeId, contactId: moved.contactId } : { repId, contactId }
    const zones = await zonesOfVisit(tx, ctx.tenantId, calendar.zone, whose)
    const { repZone, contactZone: visitedZone } = zones
    const reasonsAt = (startAt: number | null): readonly UnusualReason[] =>
      startAt === null ? [] : unusualTime({ calendar, visitedZone, repZone, startAt, now: ctx.now.getTime() })
    const before = reasonsAt(instantOf(moved?.data['startsAt']))
    return { ...zones, reasons: reasonsAt(startsAt.getTime()).filter((reason) => !before.includes(reason)) }
  })
}
