import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Json } from '../../domain/json.ts'
import { newId } from '../../db/id.ts'
import { contacts } from '../../db/schema/person.ts'
import { files, intake, messages } from '../../db/schema/message.ts'
import type { KindHooks, LetterTo, Moved } from '../process/on-move.ts'
import { letterIdOf, letterKey } from '../messages/letter-id.ts'
import { mailRequest } from '../intake/request-id.ts'

type MessageKind = (typeof messages.$inferInsert)['kind']
type Channel = (typeof messages.$inferInsert)['channel']

/** What the words given with an action are: an answer to the requester, the requester's own, or a note among staff. */
const saidBy: { readonly [action: string]: { readonly kind: MessageKind; readonly letter?: 'ticket.question' | 'ticket.solution' | 'ticket.rejected' } } = {
  start: { kind: 'in' },
  ask: { kind: 'out', letter: 'ticket.question' },
  solve: { kind: 'out', letter: 'ticket.solution' },
  reject: { kind: 'out', letter: 'ticket.rejected' },
  answer: { kind: 'in' },
  reopen: { kind: 'in' },
  write: { kind: 'in' },
  route: { kind: 'note' },
  escalate: { kind: 'note' },
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const isChannel = (value: Json | undefined): value is Channel => value === 'mail' || value === 'console' || value === 'form' || value === 'phone' || value === 'link'

/** The letter that a request came by, when it came by mail. */
async function sourceLetter(moved: Moved): Promise<{ letterId: string; fileIds: string[] } | undefined> {
  const intakeId = mailRequest.intakeId(moved.requestId)
  if (intakeId === undefined) return undefined
  const [row] = await moved.tx.select({ payload: intake.payload }).from(intake).where(eq(intake.id, intakeId))
  return row ? { letterId: text(row.payload['letterId']), fileIds: [] } : undefined
}

async function attachFiles(moved: Moved, messageId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  // A file belongs to the first process it was sent to; the edge has checked that these are the sender's own.
  await moved.tx
    .update(files)
    .set({ processId: moved.processId, messageId })
    .where(and(inArray(files.id, [...fileIds]), isNull(files.processId)))
}

async function onMove(moved: Moved): Promise<void> {
  const said = saidBy[moved.name]
  if (!said) return
  const body = moved.name === 'start' ? text(moved.after.data['description']) : text(moved.form['comment'])
  const fileIds = Array.isArray(moved.form['files']) ? moved.form['files'].map(String) : []
  if (body === '' && fileIds.length === 0) return
  const letter = await sourceLetter(moved)
  const channelOfStart = moved.after.data['channel']
  const ownChannel = moved.actor.kind === 'link' ? 'link' : 'console'
  const channel = moved.name === 'start' && isChannel(channelOfStart) ? channelOfStart : letter ? 'mail' : ownChannel
  const byRequester = said.kind === 'in' && (moved.actor.kind === 'link' || moved.name === 'start')
  const messageId = newId()
  const sent = said.letter === undefined ? undefined : letterIdOf(moved.tenantId, letterKey(moved.processId, moved.after.seq, said.letter), moved.rules.supportAddress)
  await moved.tx.insert(messages).values({
    id: messageId,
    tenantId: moved.tenantId,
    processId: moved.processId,
    kind: said.kind,
    channel,
    authorId: byRequester ? (moved.contactId ?? moved.actor.id) : moved.actor.id,
    authorName: byRequester ? requesterName(moved) : moved.actor.name,
    body,
    letterId: letter?.letterId ?? sent ?? null,
    requestId: `move:${moved.processId}:${moved.after.seq}`,
    at: moved.at,
  })
  await attachFiles(moved, messageId, fileIds)
}

function requesterName(moved: Moved): string {
  return text(moved.after.data['requesterName']) || text(moved.after.data['requesterEmail'])
}

/** The last letter from the requester, so that ours joins the thread in a mail program. */
async function lastIncoming(moved: Moved): Promise<string | null> {
  const [row] = await moved.tx
    .select({ letterId: messages.letterId })
    .from(messages)
    .where(and(eq(messages.tenantId, moved.tenantId), eq(messages.processId, moved.processId), eq(messages.kind, 'in'), isNotNull(messages.letterId)))
    .orderBy(desc(messages.at))
    .limit(1)
  return row?.letterId ?? null
}

async function letterTo(moved: Moved): Promise<LetterTo | null> {
  const { data } = moved.after
  const address = text(data['requesterEmail'])
  if (address === '') return null
  const [contact] = moved.contactId === null ? [] : await moved.tx.select().from(contacts).where(eq(contacts.id, moved.contactId))
  const dueAt = moved.after.clocks['firstAnswer']?.dueAt
  return {
    address,
    name: text(data['requesterName']) || contact?.name || '',
    lang: data['language'] === 'en' ? 'en' : 'ru',
    vars: {
      number: moved.number,
      subject: moved.title,
      comment: text(moved.form['comment']),
      authorName: moved.actor.kind === 'machine' ? '' : moved.actor.name,
      firstAnswerAt: dueAt ?? null,
      nextAt: moved.after.plan.find((item) => item.kind === 'move')?.at ?? null,
    },
    fileIds: moved.name === 'ask' || moved.name === 'solve' ? (Array.isArray(moved.form['files']) ? moved.form['files'].map(String) : []) : [],
    inReplyTo: await lastIncoming(moved),
  }
}

/** What a ticket adds to its records: the conversation, and letters to whoever asked. */
export const ticketHooks: KindHooks = { onMove, letterTo }
