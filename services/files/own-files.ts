import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { AnyFormValues } from '../../domain/form.ts'
import type { Tx } from '../../db/client.ts'
import { files } from '../../db/schema/message.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'

/** Every file id in a form's values. */
const fileIdsOf = (form: AnyFormValues): string[] => (Array.isArray(form['files']) ? form['files'].map(String) : [])

/**
 * Checks that the files a form names were uploaded by whoever sends it and belong to no process yet.
 * @throws Problem BadInput
 */
export async function checkOwnFiles(tx: Tx, ctx: Ctx, form: AnyFormValues): Promise<void> {
  const ids = fileIdsOf(form)
  if (ids.length === 0) return
  const own = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, ids), eq(files.uploadedBy, ctx.actor.id), isNull(files.processId)))
  if (own.length === ids.length) return
  const message = { ru: 'Файл не найден: приложите его ещё раз', en: 'A file was not found: attach it again' }
  throw new Problem('BadInput', message, { problems: [{ field: 'files', message }] })
}
