import { and, desc, eq } from 'drizzle-orm'
import { dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import { longestCycleDays } from '../../../domain/visit-plan.ts'
import type { Tx } from '../../../db/client.ts'
import { newId } from '../../../db/id.ts'
import { visitPlans } from '../../../db/schema/visit-plan.ts'
import { isUniqueViolation } from '../../../db/violation.ts'
import { writeAudit } from '../../audit/write.ts'
import type { Ctx } from '../../context.ts'
import { directoryKeeper, directoryReader } from '../../directory/rights.ts'
import { notFound, wrongField } from '../../problem.ts'

// Whoever keeps the directory plans whom to visit; whoever reads it reads plans.

/** A cycle of visits; days `2026-11-26` by the organization's clock, both in it. */
export interface VisitPlan {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly to: string
}

const mostPlans = 200

const shown = { id: visitPlans.id, name: visitPlans.name, from: visitPlans.fromDay, to: visitPlans.toDay }

/** @throws Problem NotFound */
export async function planOf(tx: Tx, ctx: Ctx, id: string): Promise<VisitPlan> {
  const [found] = await tx
    .select(shown)
    .from(visitPlans)
    .where(and(eq(visitPlans.tenantId, ctx.tenantId), eq(visitPlans.id, id)))
  if (!found) throw notFound()
  return found
}

/** Plans, the latest cycle first. @throws Problem Forbidden */
export async function listPlans({ ctx }: { readonly ctx: Ctx }): Promise<{ readonly items: readonly VisitPlan[] }> {
  directoryReader(ctx)
  const items = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx
      .select(shown)
      .from(visitPlans)
      .where(eq(visitPlans.tenantId, ctx.tenantId))
      .orderBy(desc(visitPlans.fromDay), visitPlans.name)
      .limit(mostPlans),
  )
  return { items }
}

/** Adds a plan or changes it. @throws Problem Forbidden, BadInput, NotFound, Conflict for a name that another has */
export async function savePlan({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: Omit<VisitPlan, 'id'> & { readonly id?: string | undefined }
}): Promise<VisitPlan> {
  directoryKeeper(ctx)
  const { name, from, to } = input
  const [first, last] = [dayOfIsoDate(from), dayOfIsoDate(to)]
  if (first === undefined || last === undefined || last < first)
    throw wrongField('to', { ru: 'Цикл должен кончаться не раньше, чем начался', en: 'The cycle must not end before it begins' })
  if (last - first >= longestCycleDays)
    throw wrongField('to', { ru: `Цикл не длиннее ${longestCycleDays} дней`, en: `A cycle has at most ${longestCycleDays} days` })
  const { tenantId, now: createdAt } = ctx
  try {
    return await ctx.db.tenant(tenantId, async (tx) => {
      const before = input.id === undefined ? null : await planOf(tx, ctx, input.id)
      const after = { id: before?.id ?? newId(), name, from, to }
      const values = { name, fromDay: from, toDay: to }
      if (before)
        await tx
          .update(visitPlans)
          .set(values)
          .where(and(eq(visitPlans.tenantId, tenantId), eq(visitPlans.id, before.id)))
      else await tx.insert(visitPlans).values({ ...values, id: after.id, tenantId, createdAt })
      const action = before ? 'plan.change' : 'plan.add'
      writeAudit(tx, ctx, { action, entity: 'plan', entityId: after.id, before: before && { ...before }, after })
      return after
    })
  } catch (error) {
    throw isUniqueViolation(error)
      ? wrongField('name', { ru: 'План с таким названием уже есть', en: 'There is a plan of this name already' }, 'Conflict')
      : error
  }
}
