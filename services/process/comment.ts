import { and, eq, inArray } from 'drizzle-orm'
import { checkForm } from '../../domain/form.ts'
import { memberships } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { checkOwnFiles } from '../files/own-files.ts'
import { Problem, forbidden } from '../problem.ts'
import { maySee } from '../readable.ts'
import { readableRow } from './row-of.ts'
import { joinThread } from './join-thread.ts'

const noteForm = {
  text: { type: 'text', label: { ru: 'Заметка', en: 'Note' }, max: 20_000, multiline: true },
  files: { type: 'files', label: { ru: 'Файлы', en: 'Files' }, maxCount: 20, optional: true },
} as const

/**
 * A note among staff, with mentions and files. It moves nothing and the requester never sees it.
 * @throws Problem BadInput, NotFound, Forbidden
 */
export async function comment({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: {
    readonly id: string
    readonly text: string
    readonly files?: readonly string[] | undefined
    readonly mentions?: readonly string[] | undefined
  }
}): Promise<{ messageId: string }> {
  if (ctx.actor.kind !== 'staff') throw forbidden()
  const checked = checkForm(noteForm, { text: input.text, files: input.files ?? [] })
  if (!checked.ok) throw new Problem('BadInput', { ru: 'Проверьте заметку', en: 'Check the note' }, { problems: checked.problems })
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    const fileIds = checked.value.files ?? []
    await checkOwnFiles(tx, ctx, noteForm, { files: fileIds })
    const wanted = [...new Set(input.mentions ?? [])].slice(0, 50)
    const members =
      wanted.length === 0
        ? []
        : await tx
            .select({ id: memberships.userId, roles: memberships.roles })
            .from(memberships)
            .where(and(eq(memberships.tenantId, ctx.tenantId), inArray(memberships.userId, wanted)))
    // A mention tells the title: whoever may not look at the process is not told.
    const mentions = members.filter((member) => maySee({ kind: 'staff', name: '', ...member }, row)).map((member) => member.id)
    const messageId = await joinThread(tx, ctx, row, {
      kind: 'note',
      channel: 'console',
      body: checked.value.text,
      fileIds,
      mentions,
      letterId: null,
    })
    return { messageId }
  })
}
