import { and, asc, eq, isNull } from 'drizzle-orm'
import { productForm } from '../../domain/directory.ts'
import { checkForm } from '../../domain/form.ts'
import { newId } from '../../db/id.ts'
import { products } from '../../db/schema/visit.ts'
import { isUniqueViolation } from '../../db/violation.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { badForm, notFound, wrongField } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { directoryKeeper, directoryReader } from './rights.ts'

export interface Product {
  readonly id: string
  readonly name: string
  readonly retired: boolean
}

const mostProducts = 1_000

const shownOf = (row: typeof products.$inferSelect): Product => ({ id: row.id, name: row.name, retired: row.retiredAt !== null })

/** Products by name: those that are shown, or all. @throws Problem Forbidden */
export async function listProducts({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly retired?: boolean | undefined }
}): Promise<{ readonly items: readonly Product[] }> {
  directoryReader(ctx)
  const rows = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx
      .select()
      .from(products)
      .where(and(eq(products.tenantId, ctx.tenantId), input.retired === true ? undefined : isNull(products.retiredAt)))
      .orderBy(asc(products.name))
      .limit(mostProducts),
  )
  return { items: rows.map(shownOf) }
}

const taken = (): Problem =>
  wrongField('name', { ru: 'Продукт с таким названием уже есть', en: 'There is a product of this name already' }, 'Conflict')

/** Adds a product or changes it. @throws Problem Forbidden, BadInput, NotFound, Conflict for a name that another has */
export async function saveProduct({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id?: string | undefined; readonly form: unknown }
}): Promise<Product> {
  directoryKeeper(ctx)
  const checked = checkForm(productForm, input.form)
  if (!checked.ok) throw badForm(checked.problems)
  const { name, retired = false } = checked.value
  const { tenantId, now } = ctx
  try {
    return await ctx.db.tenant(tenantId, async (tx) => {
      const id = input.id ?? newId()
      const own = and(eq(products.tenantId, tenantId), eq(products.id, id))
      const [found] = input.id === undefined ? [] : await tx.select().from(products).where(own).for('update')
      if (input.id !== undefined && !found) throw notFound()
      const retiredAt = retired ? (found?.retiredAt ?? now) : null
      if (found) await tx.update(products).set({ name, retiredAt }).where(own)
      else await tx.insert(products).values({ id, tenantId, name, retiredAt, createdAt: now })
      const after = { id, name, retired }
      const before = found ? { ...shownOf(found) } : null
      writeAudit(tx, ctx, { action: found ? 'product.change' : 'product.add', entity: 'product', entityId: id, before, after })
      return after
    })
  } catch (error) {
    throw isUniqueViolation(error) ? taken() : error
  }
}
