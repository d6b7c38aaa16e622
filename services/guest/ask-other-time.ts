import { checkForm } from '../../domain/form.ts'
import type { Visitor } from '../links/visitor.ts'
import { Problem } from '../problem.ts'
import { joinThread } from '../process/join-thread.ts'
import { rowOf } from '../process/row-of.ts'

const form = {
  text: { type: 'text', label: { ru: 'Когда вам удобно', en: 'When it suits you' }, max: 2_000, multiline: true },
} as const

/** Before it begins only: afterwards there is nothing to move. */
export const mayAskOtherTime = (state: string): boolean => state === 'planned' || state === 'confirmed'

/**
 * Asks for another time in words: they join the conversation, and whoever holds the visit is told. The visit itself stays
 * where it is until they move it. The same request id asks once.
 * @throws Problem BadInput, Refused when it has begun or ended
 */
export function askOtherTime({ visitor, input }: { readonly visitor: Visitor; readonly input: { readonly text: string } }): Promise<void> {
  const read = checkForm(form, { text: input.text })
  if (!read.ok) throw new Problem('BadInput', { ru: 'Проверьте сообщение', en: 'Check the message' }, { problems: read.problems })
  const { ctx, processId } = visitor
  const body = read.value.text
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await rowOf(tx, ctx, processId)
    if (!mayAskOtherTime(row.state))
      throw new Problem('Refused', {
        ru: 'Встреча уже началась или закончилась: другое время попросить нельзя. Ответьте на письмо с приглашением.',
        en: 'The meeting has begun or ended: another time can not be asked for. Reply to the invitation.',
      })
    await joinThread(tx, ctx, row, {
      ...{ kind: 'in', channel: 'link', body, fileIds: [], mentions: [], letterId: null },
      told: { ru: 'контакт просит другое время', en: 'the contact asks for another time' },
    })
  })
}
