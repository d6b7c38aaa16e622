import { dayMs, dayOfIsoDate, isoDateOfDay, minuteMs } from '../../../domain/calendar/local-date.ts'
import { wallTime } from '../../../domain/calendar/zone.ts'
import type { VisitMode } from '../../../domain/visit-fields.ts'
import { proposeVisits } from '../../../domain/visit-proposals.ts'
import type { Proposal } from '../../../domain/visit-proposals.ts'
import type { Ctx } from '../../context.ts'
import { directoryReader } from '../../directory/rights.ts'
import { organizationRules } from '../../organization/rules.ts'
import { namesOf } from '../../people/names.ts'
import { busyTimes, heldTimes, wayMs } from '../busy-times.ts'
import { termsOf } from '../terms.ts'
import { slotOf } from '../free-slots.ts'
import { budgetLeft, budgetsOf } from './budget.ts'
import type { TargetFilter } from './counted.ts'
import { planOf } from './plans.ts'
import { mostAtOnce, shortTargets } from './short-targets.ts'

/** The next visit of a target, or why none can be proposed. */
export interface ProposedVisit {
  readonly id: string
  readonly contactId: string
  readonly contactName: string
  readonly organizationName: string | null
  readonly repName: string
  readonly left: number
  /** The visit's number among those begun from the target: part of the key by which a repeat starts none twice. */
  readonly turn: number
  readonly slot: ReturnType<typeof slotOf> | null
  readonly why: Proposal['why']
}

/**
 * For each target with visits left the next date: spread over the cycle, while both are free, within the contact's budget.
 * @throws Problem Forbidden, NotFound
 */
export async function proposePlan({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: TargetFilter & { readonly mode: VisitMode; readonly durationMinutes: number }
}): Promise<{ readonly items: readonly ProposedVisit[]; readonly more: boolean }> {
  directoryReader(ctx)
  const { mode, durationMinutes, ...filter } = input
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const plan = await planOf(tx, ctx, filter.planId)
    const { calendar } = await organizationRules(tx, ctx.tenantId)
    const cycle = { fromDay: dayOfIsoDate(plan.from) ?? 0, toDay: dayOfIsoDate(plan.to) ?? 0 }
    const tomorrow = Math.floor(wallTime(calendar.zone, ctx.now.getTime()) / dayMs) + 1
    const targets = await shortTargets(tx, ctx, filter)
    const [repIds, contactIds] = [targets.map(({ repId }) => repId), targets.map(({ contactId }) => contactId)]
    const way = mode === 'inPerson' ? wayMs : 0
    const terms = await termsOf(tx, ctx.tenantId, contactIds)
    const gapDays = Math.max(0, ...[...terms.values()].map((one) => one.gapDays ?? 0))
    const within = { fromAt: (Math.max(cycle.fromDay, tomorrow) - 1 - gapDays) * dayMs, toAt: (cycle.toDay + 2 + gapDays) * dayMs }
    const busy = await busyTimes(tx, ctx.tenantId, { repIds, contactIds, mode }, within)
    const apart = contactIds.filter((id) => terms.get(id)?.gapDays)
    const held = await heldTimes(tx, ctx.tenantId, apart, within)
    const budgets = await budgetsOf(tx, ctx.tenantId, contactIds, isoDateOfDay(Math.max(cycle.fromDay, tomorrow)), plan.to)
    const left = new Map(budgets.map((budget) => [`${budget.contactId} ${budget.month}`, budgetLeft(budget)]))
    const proposals = proposeVisits({
      ...{ calendar, mode, cycle, earliestDay: tomorrow, durationMs: durationMinutes * minuteMs, wayMs: way, busy, held },
      targets: targets.map((target) => ({ ...target, terms: terms.get(target.contactId) })),
      budgetLeft: (contactId, month) => left.get(`${contactId} ${month}`) ?? 0,
    })
    const names = await namesOf(tx, repIds)
    const of = new Map(proposals.map((proposal) => [proposal.targetId, proposal]))
    return {
      items: targets.flatMap(({ id, contactId, contactName, organizationName, repId, left: still, begun: turn }) => {
        const found = of.get(id)
        const told = { id, contactId, contactName, organizationName, repName: names.get(repId) ?? '', left: still, turn }
        return found === undefined ? [] : [{ ...told, slot: found.slot && slotOf(found.slot), why: found.why }]
      }),
      more: targets.length === mostAtOnce,
    }
  })
}
