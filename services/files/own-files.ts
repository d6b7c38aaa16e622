import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { AnyFormValues, Form } from '../../domain/form.ts'
import type { Tx } from '../../db/client.ts'
import { files } from '../../db/schema/message.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'

/** The file ids in a form's values, by field. */
const fileIdsOf = (form: Form, values: AnyFormValues): (readonly [string, string[]])[] =>
  Object.entries(form).flatMap(([name, { type }]) => {
    const value = values[name]
    return type === 'files' && Array.isArray(value) && value.length > 0 ? [[name, value.map(String)] as const] : []
  })

/**
 * Checks that the files a form names were uploaded by whoever sends it and belong to no process yet.
 * @throws Problem BadInput
 */
export async function checkOwnFiles(tx: Tx, ctx: Ctx, form: Form, values: AnyFormValues): Promise<void> {
  for (const [field, ids] of fileIdsOf(form, values)) await checkField(tx, ctx, field, ids)
}

async function checkField(tx: Tx, ctx: Ctx, field: string, ids: string[]): Promise<void> {
  const own = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, ids), eq(files.uploadedBy, ctx.actor.id), isNull(files.processId)))
  if (own.length === ids.length) return
  const message = { ru: 'Файл не найден: приложите его ещё раз', en: 'A file was not found: attach it again' }
  throw new Problem('BadInput', message, { problems: [{ field, message }] })
}
