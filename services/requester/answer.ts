import { and, eq } from 'drizzle-orm'
import { checkForm } from '../../domain/form.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Tx } from '../../db/client.ts'
import { files, messages } from '../../db/schema/message.ts'
import { events } from '../../db/schema/process.ts'
import { checkOwnFiles } from '../files/own-files.ts'
import { Problem, wrongField } from '../problem.ts'
import { act } from '../process/act.ts'
import { joinThread } from '../process/join-thread.ts'
import { processOf } from './visible.ts'
import type { Visitor } from '../links/visitor.ts'

export interface Words {
  readonly text: string
  readonly files: readonly string[]
}
/** Whether the words moved the process or joined its conversation. */
export interface Answered {
  readonly as: 'answer' | 'write' | 'joined'
}

const form = {
  text: { type: 'text', label: { ru: 'Сообщение', en: 'Message' }, max: 20_000, multiline: true, optional: true },
  files: { type: 'files', label: { ru: 'Файлы', en: 'Files' }, maxCount: 20, optional: true },
} as const

/** Where words go in each state; everywhere else they join the conversation. */
const actionIn: { readonly [state: string]: 'answer' | 'write' } = { clarification: 'answer', processed: 'write' }

const empty = { ru: 'Напишите сообщение или приложите файл', en: 'Write a message or attach a file' }
const ended = (): Problem =>
  new Problem(
    'Refused',
    {
      ru: 'Обращение уже закрыто, поэтому ответить в нём нельзя. Напишите новое: ваш текст сохранён.',
      en: 'The ticket is already closed and takes no more answers. Write a new one: your text is kept.',
    },
    { refusal: 'Ended' },
  )
const otherWords = (): Problem =>
  new Problem('Conflict', {
    ru: 'Это сообщение уже было отправлено с другим текстом. Обновите страницу и отправьте снова.',
    en: 'This message was sent before with other words. Reload the page and send it again.',
  })

function checked(words: Words): { readonly comment: string; readonly files: readonly string[] } {
  const read = checkForm(form, { text: words.text, files: words.files })
  if (!read.ok) throw new Problem('BadInput', { ru: 'Проверьте сообщение', en: 'Check the message' }, { problems: read.problems })
  const { text, files: fileIds = [] } = read.value
  if (text === undefined && fileIds.length === 0) throw wrongField('text', empty)
  return { comment: text ?? '—', files: fileIds }
}

/** What this request became when it was made before. The state has moved on since, so the state can't tell. */
async function doneBefore(tx: Tx, { ctx, processId }: Visitor, said: ReturnType<typeof checked>): Promise<Answered['as'] | undefined> {
  const [event] = await tx
    .select({ name: events.name })
    .from(events)
    .where(and(eq(events.tenantId, ctx.tenantId), eq(events.requestId, ctx.requestId)))
  if (event) return event.name === 'answer' ? 'answer' : 'write'
  const [message] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.requestId, ctx.requestId)))
  if (!message) return undefined
  const sent = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), eq(files.messageId, message.id)))
  const same =
    message.processId === processId &&
    message.body === said.comment &&
    sent.length === said.files.length &&
    sent.every((file) => said.files.includes(file.id))
  if (!same) throw otherWords()
  return 'joined'
}

async function join(visitor: Visitor, said: ReturnType<typeof checked>): Promise<Answered> {
  const { ctx } = visitor
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await processOf(tx, visitor)
    if (row.endedAt !== null) throw ended()
    await checkOwnFiles(tx, ctx, form, { files: said.files })
    await joinThread(tx, ctx, row, { kind: 'in', channel: 'link', body: said.comment, fileIds: said.files, mentions: [], letterId: null })
    return { as: 'joined' }
  })
}

/**
 * The requester's words: the answer to a question, words after the solution, or an addition while it is worked on.
 * They are never lost because somebody moved the process first. The same request id changes nothing twice.
 * @throws Problem BadInput, Refused when it has ended, Conflict, NotConfirmed
 */
export async function answer({
  visitor,
  engine,
  input,
}: {
  readonly visitor: Visitor
  readonly engine: EnginePort
  readonly input: Words
}): Promise<Answered> {
  const { ctx, processId } = visitor
  const said = checked(input)
  // Of one moment: a first try that is written meanwhile must not be missed by both looks.
  const { row, before } = await ctx.db.tenantRead(ctx.tenantId, async (tx) => ({
    row: await processOf(tx, visitor),
    before: await doneBefore(tx, visitor, said),
  }))
  if (before === 'joined') return { as: 'joined' }
  if (row.endedAt !== null && before === undefined) throw ended()
  const action = before ?? actionIn[row.state]
  if (action === undefined) return join(visitor, said)
  try {
    await act({ ctx, engine, input: { id: processId, action, form: said } })
    return { as: action }
  } catch (error) {
    const movedFirst = error instanceof Problem && (error.refusal === 'NotAllowedNow' || error.refusal === 'Ended')
    if (movedFirst) return join(visitor, said)
    throw error
  }
}
