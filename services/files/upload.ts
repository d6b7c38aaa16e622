import { newId } from '../../db/id.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { contentTypeOf } from './content-type.ts'
import type { IncomingFile } from './incoming-file.ts'
import { writeFile } from './write-file.ts'

export interface Uploaded {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
}

// Direction marks turn `exe.txt` around on the screen; control characters and slashes make paths.
const hidden = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/gu
const maxNameLength = 200

/** A file's name as people see it: no path, nothing that hides what it is. */
export function cleanFileName(raw: string): string {
  const name = (raw.normalize('NFC').split(/[\\/]/).at(-1) ?? '').replace(hidden, '').trim()
  if (name === '' || /^\.+$/.test(name)) return 'file'
  if (name.length <= maxNameLength) return name
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return `${name.slice(0, maxNameLength - extension.length)}${extension}`
}

/**
 * Keeps a file until the form it belongs to is sent.
 * @throws Problem BadInput when it is empty
 */
export async function uploadFile({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly name: string; readonly content: IncomingFile }
}): Promise<Uploaded> {
  const { content } = input
  if (content.sizeBytes === 0) throw new Problem('BadInput', { ru: 'Файл пуст', en: 'The file is empty' })
  const file = { id: newId(), name: cleanFileName(input.name), contentType: await contentTypeOf(content), sizeBytes: content.sizeBytes }
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const { id, name, contentType } = file
    const rest = { processId: null, messageId: null, inline: false, contentId: null, uploadedBy: ctx.actor.id, at: ctx.now }
    await writeFile(tx, { id, tenantId: ctx.tenantId, name, contentType, content, ...rest })
    writeAudit(tx, ctx, {
      action: 'file.upload',
      entity: 'file',
      entityId: id,
      before: null,
      after: { contentType, sizeBytes: file.sizeBytes },
    })
  })
  return file
}
