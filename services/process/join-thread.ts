import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { files, messages } from '../../db/schema/message.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { tellOf } from '../notifications/tell.ts'
import { maySee } from '../readable.ts'
import { watchersOf } from '../watchers/tell.ts'
import type { ProcessRow } from './snapshot-row.ts'

export interface JoiningMessage {
  readonly kind: 'in' | 'note'
  readonly channel: 'mail' | 'link' | 'console'
  readonly body: string
  readonly fileIds: readonly string[]
  readonly mentions: readonly string[]
  readonly letterId: string | null
}

const wrote = {
  requester: { ru: 'написал заявитель', en: 'the requester wrote' },
  contact: { ru: 'написал контакт', en: 'the contact wrote' },
} as const
const newNote = { ru: 'новая заметка', en: 'a new note' } as const

async function tell(tx: Tx, ctx: Ctx, row: ProcessRow, message: JoiningMessage, messageId: string): Promise<void> {
  const watching = (await watchersOf(tx, ctx.tenantId, row.id)).filter((one) => one.extent === 'all' && maySee(one.actor, row))
  const incoming = message.kind === 'in' && row.assigneeId !== null ? [row.assigneeId] : []
  const what = message.kind === 'note' ? newNote : wrote[ctx.actor.kind === 'link' ? ctx.actor.party : 'requester']
  // Whoever is told for a better reason is not told again: the key is the same.
  const told = [
    ...message.mentions.map((userId) => ({ userId, kind: 'mention' as const, what: { ru: 'вас упомянули', en: 'you are mentioned' } })),
    ...incoming.map((userId) => ({ userId, kind: 'answer' as const, what })),
    ...watching.map(({ actor }) => ({ userId: actor.id, kind: 'watch' as const, what })),
  ].filter((one) => one.userId !== ctx.actor.id)
  for (const one of told) await tellOf(tx, ctx, row, { ...one, key: `message:${messageId}` })
}

/** Adds words to a process's stream without moving it. The same request id adds them once. */
export async function joinThread(tx: Tx, ctx: Ctx, row: ProcessRow, message: JoiningMessage): Promise<string> {
  const id = newId()
  const written = await tx
    .insert(messages)
    .values({
      id,
      tenantId: ctx.tenantId,
      processId: row.id,
      kind: message.kind,
      channel: message.channel,
      authorId: ctx.actor.id,
      authorName: ctx.actor.name,
      body: message.body,
      mentions: message.mentions,
      letterId: message.letterId,
      requestId: ctx.requestId,
      at: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: messages.id })
  if (written.length === 0) {
    const [first] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.requestId, ctx.requestId)))
    return first?.id ?? id
  }
  if (message.fileIds.length > 0) {
    await tx
      .update(files)
      .set({ processId: row.id, messageId: id })
      .where(and(inArray(files.id, [...message.fileIds]), isNull(files.processId)))
  }
  await tell(tx, ctx, row, message, id)
  publishProcess(tx, row)
  writeAudit(tx, ctx, {
    action: `${row.kind}.${message.kind === 'note' ? 'comment' : 'message'}`,
    entity: 'process',
    entityId: row.id,
    before: null,
    after: { messageId: id, fileIds: message.fileIds },
  })
  return id
}
