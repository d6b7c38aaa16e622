import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { AnyFormValues, Field, Form, FormProblem } from '../../domain/form.ts'
import { findNumbers } from '../../domain/number.ts'
import { rolesOfParty } from '../../domain/roles.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { contacts } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { products } from '../../db/schema/visit.ts'
import type { Ctx } from '../context.ts'
import { memberOf } from '../people/member.ts'
import { readableRows } from '../readable.ts'
import { isRowId } from '../cursor.ts'

async function isFitPerson(tx: Tx, ctx: Ctx, userId: string, field: Extract<Field, { type: 'person' }>): Promise<boolean> {
  const member = await memberOf(tx, ctx.tenantId, userId)
  return member?.roles.some((role) => rolesOfParty[field.party].includes(role)) ?? false
}

async function isKnownNumber(tx: Tx, ctx: Ctx, text: string): Promise<boolean> {
  const numbers = findNumbers(text).map((found) => found.number)
  // To say that a number is there tells of the process: of staff only to those who may look at it.
  const mayBeNamed = ctx.actor.kind === 'staff' ? readableRows(ctx.actor) : undefined
  const [found] = await tx
    .select({ id: processes.id })
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), inArray(processes.number, [...numbers, text]), mayBeNamed))
    .limit(1)
  return found !== undefined
}

async function isKnownContact(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const own = and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.id, id))
  return (await tx.$count(contacts, own)) > 0
}

/** Whether a product is shown; an organization that keeps none yet names them as it likes. */
async function isShownProduct(tx: Tx, ctx: Ctx, name: string): Promise<boolean> {
  const [found] = await tx
    .select({ known: sql<boolean | null>`bool_or(${products.name} = ${name})` })
    .from(products)
    .where(and(eq(products.tenantId, ctx.tenantId), isNull(products.retiredAt)))
  return found?.known ?? true
}

/**
 * What is wrong with whom and what a checked form names: a person must work in the organization, in a role of the
 * field's party; a contact must be known to it; a product must be shown; a number must be of a process of the organization. The domain can only check their spelling.
 */
export async function namedWrong(tx: Tx, ctx: Ctx, form: Form, values: AnyFormValues): Promise<FormProblem[]> {
  const problems: FormProblem[] = []
  for (const [field, def] of Object.entries(form)) {
    const value = values[field]
    if (typeof value !== 'string') continue
    if (def.type === 'person' && !(await isFitPerson(tx, ctx, value, def)))
      problems.push({ field, message: { ru: 'Выберите человека из списка', en: 'Choose a person from the list' } })
    if (def.type === 'contact' && !(await isKnownContact(tx, ctx, value)))
      problems.push({ field, message: { ru: 'Выберите контакт из списка', en: 'Choose a contact from the list' } })
    if (def.type === 'text' && def.from === 'products' && !(await isShownProduct(tx, ctx, value)))
      problems.push({
        field,
        message: {
          ru: `Продукта «${value}» нет в справочнике. Выберите из списка или добавьте его: «Контакты», «Продукты» (это делают аналитик, тренер, руководитель)`,
          en: `The directory has no product “${value}”. Choose from the list, or add it: “Contacts”, “Products” (analysts, trainers and managers do)`,
        },
      })
    if (def.type === 'reference' && !(await isKnownNumber(tx, ctx, value)))
      problems.push({ field, message: { ru: `Такого номера нет: ${value}`, en: `There is no such number: ${value}` } })
  }
  return problems
}

/** What is wrong with the letter that «retry» or «skip» names: it must be one of this process. */
export async function letterWrong(tx: Tx, ctx: Ctx, processId: string, messageId: string): Promise<FormProblem[]> {
  const id = messageId.toLowerCase()
  const [found] = isRowId(id)
    ? await tx
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(eq(deliveries.tenantId, ctx.tenantId), eq(deliveries.processId, processId), eq(deliveries.id, id)))
    : []
  return found ? [] : [{ field: 'messageId', message: { ru: 'Такого письма здесь нет', en: 'There is no such letter here' } }]
}
