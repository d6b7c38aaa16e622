import { and, eq } from 'drizzle-orm'
import { checkForm } from '../../../domain/form.ts'
import { targetForm } from '../../../domain/visit-plan.ts'
import type { Tx } from '../../../db/client.ts'
import { newId } from '../../../db/id.ts'
import { visitTargets } from '../../../db/schema/visit-plan.ts'
import { isUniqueViolation } from '../../../db/violation.ts'
import { writeAudit } from '../../audit/write.ts'
import type { Ctx } from '../../context.ts'
import { directoryKeeper } from '../../directory/rights.ts'
import { badForm, notFound, wrongField } from '../../problem.ts'
import type { Problem } from '../../problem.ts'
import { namedWrong } from '../../process/form-facts.ts'
import { planOf } from './plans.ts'

const told = { contactId: visitTargets.contactId, repId: visitTargets.repId, wanted: visitTargets.wanted, products: visitTargets.products }

async function heldTarget(tx: Tx, ctx: Ctx, planId: string, id: string) {
  const own = and(eq(visitTargets.tenantId, ctx.tenantId), eq(visitTargets.planId, planId), eq(visitTargets.id, id))
  const [found] = await tx.select(told).from(visitTargets).where(own).for('update')
  if (!found) throw notFound()
  return { own, before: found }
}

const taken = (): Problem =>
  wrongField(
    'contactId',
    { ru: 'Этот представитель уже посещает этого контакта по плану', en: 'The representative has this contact in the plan already' },
    'Conflict',
  )

/**
 * Adds a contact to a plan, or changes how often who visits them.
 * @throws Problem Forbidden, BadInput, NotFound, Conflict for a contact that the representative has in the plan already
 */
export async function saveTarget({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly planId: string; readonly id?: string | undefined; readonly form: unknown }
}): Promise<{ readonly id: string }> {
  directoryKeeper(ctx)
  const checked = checkForm(targetForm, input.form)
  if (!checked.ok) throw badForm(checked.problems)
  const { contactId, repId, wanted, product1, product2, product3 } = checked.value
  const products = [...new Set([product1, product2, product3].flatMap((product) => product ?? []))]
  const after = { contactId, repId, wanted, products }
  const { tenantId, now: createdAt } = ctx
  const { planId } = input
  try {
    return await ctx.db.tenant(tenantId, async (tx) => {
      await planOf(tx, ctx, planId)
      const wrong = await namedWrong(tx, ctx, targetForm, checked.value)
      if (wrong.length > 0) throw badForm(wrong)
      const held = input.id === undefined ? undefined : await heldTarget(tx, ctx, planId, input.id)
      const id = input.id ?? newId()
      if (held) await tx.update(visitTargets).set(after).where(held.own)
      else await tx.insert(visitTargets).values({ ...after, id, tenantId, planId, createdAt })
      const action = held ? 'target.change' : 'target.add'
      writeAudit(tx, ctx, { action, entity: 'target', entityId: id, before: held?.before ?? null, after: { planId, ...after } })
      return { id }
    })
  } catch (error) {
    throw isUniqueViolation(error) ? taken() : error
  }
}

/** Takes a contact out of a plan; visits stay as they are. @throws Problem Forbidden, NotFound */
export async function removeTarget({
  ctx,
  input: { planId, id },
}: {
  readonly ctx: Ctx
  readonly input: { readonly planId: string; readonly id: string }
}): Promise<void> {
  directoryKeeper(ctx)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const { own, before } = await heldTarget(tx, ctx, planId, id)
    await tx.delete(visitTargets).where(own)
    writeAudit(tx, ctx, { action: 'target.remove', entity: 'target', entityId: id, before: { planId, ...before }, after: null })
  })
}
