import { and, eq, inArray, isNull } from 'drizzle-orm'
import { checkForm } from '../../domain/form.ts'
import { files } from '../../db/schema/message.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { checkOwnFiles } from '../files/own-files.ts'
import { publishProcess } from '../live/publish.ts'
import { Problem, forbidden } from '../problem.ts'
import { readableRow } from './row-of.ts'

const attachForm = { files: { type: 'files', label: { ru: 'Файлы', en: 'Files' }, maxCount: 20 } } as const

/**
 * Adds uploaded files to a process. Files that hang there already stay.
 * @throws Problem BadInput, NotFound, Forbidden
 */
export async function attach({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly files: readonly string[] }
}): Promise<{ files: number }> {
  if (ctx.actor.kind !== 'staff') throw forbidden()
  const checked = checkForm(attachForm, { files: input.files })
  if (!checked.ok) throw new Problem('BadInput', { ru: 'Выберите файлы', en: 'Choose files' }, { problems: checked.problems })
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    const ids = [...checked.value.files]
    const there = await tx
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, ids), eq(files.processId, row.id)))
    const fresh = ids.filter((id) => !there.some((file) => file.id === id))
    await checkOwnFiles(tx, ctx, attachForm, { files: fresh })
    if (fresh.length === 0) return { files: 0 }
    await tx
      .update(files)
      .set({ processId: row.id })
      .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, fresh), isNull(files.processId)))
    publishProcess(tx, row)
    writeAudit(tx, ctx, {
      action: `${row.kind}.attach`,
      entity: 'process',
      entityId: row.id,
      before: null,
      after: { files: fresh },
    })
    return { files: fresh.length }
  })
}
