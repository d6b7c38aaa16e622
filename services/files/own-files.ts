import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { AnyFormValues, Form } from '../../domain/form.ts'
import type { Label } from '../../domain/label.ts'
import type { Tx } from '../../db/client.ts'
import { files } from '../../db/schema/message.ts'
import type { Ctx } from '../context.ts'
import { wrongField } from '../problem.ts'

interface Named {
  readonly field: string
  readonly ids: string[]
  readonly pictures: boolean
}

/** The file ids in a form's values, by field. */
const filesNamed = (form: Form, values: AnyFormValues): Named[] =>
  Object.entries(form).flatMap(([field, asked]) => {
    const value = values[field]
    if (asked.type !== 'files' || !Array.isArray(value) || value.length === 0) return []
    return [{ field, ids: value.map(String), pictures: asked.pictures === true }]
  })

/**
 * Checks that the files a form names were uploaded by whoever sends it, belong to no process yet and are pictures where pictures
 * are asked for.
 * @throws Problem BadInput
 */
export async function checkOwnFiles(tx: Tx, ctx: Ctx, form: Form, values: AnyFormValues): Promise<void> {
  for (const named of filesNamed(form, values)) await checkField(tx, ctx, named)
}

async function checkField(tx: Tx, ctx: Ctx, { field, ids, pictures }: Named): Promise<void> {
  const own = await tx
    .select({ name: files.name, contentType: files.contentType })
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, ids), eq(files.uploadedBy, ctx.actor.id), isNull(files.processId)))
  const refuse = (message: Label) => wrongField(field, message)
  if (own.length !== ids.length) throw refuse({ ru: 'Файл не найден: приложите его ещё раз', en: 'A file was not found: attach it again' })
  // The type is that of the content, found at the upload: a name says nothing.
  const other = pictures ? own.find(({ contentType }) => !contentType.startsWith('image/')) : undefined
  if (other) throw refuse({ ru: `«${other.name}» не фотография: уберите файл`, en: `“${other.name}” is no picture: take it out` })
}
