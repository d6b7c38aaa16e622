import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { langNamed } from '../../domain/label.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import type { LetterName } from '../../domain/letters/names.ts'
import type { DeadlineClock } from '../../domain/snapshot.ts'
import { findNumbers } from '../../domain/number.ts'
import { waysOf } from '../../domain/messages/ways.ts'
import { officeHours } from '../../domain/text/office-hours.ts'
import { formatPhone } from '../../domain/text/phone.ts'
import { newId } from '../../db/id.ts'
import { files, intake, messages } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { allOf } from '../../db/transaction.ts'
import { chatAt } from '../telegram/chats.ts'
import { writeRelation } from '../relations/write.ts'
import type { KindHooks, LetterTo, Moved } from '../process/on-move.ts'
import { letterIdOf, letterKey } from '../messages/letter-id.ts'
import { mailRequest } from '../intake/request-id.ts'

type MessageKind = (typeof messages.$inferInsert)['kind']
type Channel = (typeof messages.$inferInsert)['channel']

/** What the words given with an action are: an answer to the requester, the requester's own, or a note among staff. */
const saidBy: {
  readonly [action: string]: { readonly kind: MessageKind; readonly letter?: 'ticket.question' | 'ticket.solution' | 'ticket.rejected' }
} = {
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
const isChannel = (value: Json | undefined): value is Channel =>
  value === 'mail' || value === 'console' || value === 'form' || value === 'phone' || value === 'link'

const fileIdsOf = (moved: Moved): string[] => (Array.isArray(moved.form['files']) ? moved.form['files'].map(String) : [])

/** The Message-ID of the letter that a request came by; undefined when it did not come by mail. */
async function sourceLetter(moved: Moved): Promise<string | undefined> {
  const intakeId = mailRequest.intakeId(moved.requestId)
  if (intakeId === undefined) return undefined
  const [row] = await moved.tx.select({ payload: intake.payload }).from(intake).where(eq(intake.id, intakeId))
  return text(row?.payload['letterId'])
}

async function attachFiles(moved: Moved, messageId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  // A file belongs to the first process it was sent to; the edge has checked that these are the sender's own.
  await moved.tx
    .update(files)
    .set({ processId: moved.processId, messageId })
    .where(and(inArray(files.id, [...fileIds]), isNull(files.processId)))
}

/** A ticket that was rejected as a repeat of another says so on both pages. */
async function relateDuplicate({ tx, tenantId, processId, name, after, actor, at }: Moved): Promise<void> {
  if (name !== 'reject') return
  const [named] = findNumbers(text(after.data['duplicateOf']))
  if (!named) return
  const [first] = await tx
    .select({ id: processes.id })
    .from(processes)
    .where(and(eq(processes.tenantId, tenantId), eq(processes.number, named.number)))
  if (first && first.id !== processId)
    await writeRelation(tx, { tenantId, fromId: processId, toId: first.id, kind: 'duplicates', addedBy: actor.name, at })
}

async function onMove(moved: Moved): Promise<void> {
  await relateDuplicate(moved)
  const said = saidBy[moved.name]
  if (!said) return
  const body = moved.name === 'start' ? text(moved.after.data['description']) : text(moved.form['comment'])
  const fileIds = fileIdsOf(moved)
  if (body === '' && fileIds.length === 0) return
  const letter = await sourceLetter(moved)
  const channelOfStart = moved.after.data['channel']
  const ownChannel = moved.actor.kind === 'link' ? 'link' : 'console'
  const channel = moved.name === 'start' && isChannel(channelOfStart) ? channelOfStart : letter === undefined ? ownChannel : 'mail'
  const byRequester = said.kind === 'in' && (moved.actor.kind === 'link' || moved.name === 'start')
  // A colleague the requester forwarded a letter to speaks in his own name.
  const byAnother = moved.name !== 'start' && letter !== undefined && moved.actor.id !== moved.contactId
  const messageId = newId()
  const sent =
    said.letter === undefined
      ? undefined
      : letterIdOf(moved.tenantId, letterKey(moved.processId, moved.after.seq, said.letter), moved.rules.supportAddress)
  await moved.tx.insert(messages).values({
    id: messageId,
    tenantId: moved.tenantId,
    processId: moved.processId,
    kind: said.kind,
    channel,
    authorId: byRequester && !byAnother ? (moved.contactId ?? moved.actor.id) : moved.actor.id,
    authorName: byRequester && !byAnother ? requesterName(moved) : moved.actor.name,
    body,
    letterId: letter || sent || null,
    requestId: `move:${moved.processId}:${moved.after.seq}`,
    at: moved.at,
  })
  await attachFiles(moved, messageId, fileIds)
}

function requesterName(moved: Moved): string {
  const { requesterName: name, requesterEmail: email, requesterPhone: phone } = moved.after.data
  return text(name) || text(email) || formatPhone(text(phone))
}

/** The last letter from the requester, so that ours joins the thread in a mail program. */
async function lastIncoming(moved: Moved): Promise<string | null> {
  const [row] = await moved.tx
    .select({ letterId: messages.letterId })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, moved.tenantId),
        eq(messages.processId, moved.processId),
        eq(messages.kind, 'in'),
        isNotNull(messages.letterId),
      ),
    )
    .orderBy(desc(messages.at))
    .limit(1)
  return row?.letterId ?? null
}

async function lastQuestion(moved: Moved): Promise<string | null> {
  const [row] = await moved.tx
    .select({ body: messages.body })
    .from(messages)
    .where(and(eq(messages.tenantId, moved.tenantId), eq(messages.processId, moved.processId), eq(messages.kind, 'out')))
    .orderBy(desc(messages.at))
    .limit(1)
  return row?.body ?? null
}

/** What a deadline still promises; one that was met keeps its date, which may lie in the past. */
const promised = (clock: DeadlineClock | undefined): number | null => (clock?.metAt === null ? clock.dueAt : null)

/** Everything the letters of a ticket may name; each takes what it declares. */
async function letterVars(moved: Moved, letter: LetterName): Promise<JsonObject> {
  const { data, clocks, plan } = moved.after
  const comment = text(moved.form['comment'])
  const closesAt = plan.find((item) => item.kind === 'move')?.at ?? null
  const asks =
    letter === 'ticket.question'
      ? comment
      : letter === 'ticket.reminder' || letter === 'ticket.closedNoAnswer'
        ? await lastQuestion(moved)
        : null
  return {
    number: moved.number,
    subject: moved.title,
    requesterName: text(data['requesterName']) || null,
    agentName: moved.actor.kind === 'staff' ? moved.actor.name : null,
    question: asks,
    solution: comment,
    comment: comment || moved.reason || null,
    duplicateOf: text(data['duplicateOf']) || null,
    answerDueAt: promised(clocks['firstAnswer']),
    solutionDueAt: promised(clocks['solution']) ?? promised(clocks['secondSolution']),
    closesAt,
    reopenUntilAt: closesAt,
    officeHours: officeHours(moved.rules.calendar, langNamed(data['language'])) ?? null,
  }
}

async function letterTo(moved: Moved, letter: LetterName): Promise<LetterTo | null> {
  const { data } = moved.after
  const reach = { email: text(data['requesterEmail']), phone: text(data['requesterPhone']) }
  const zone = text(data['requesterZone'])
  // Whoever writes again before support has looked knows already: an answering machine would go on for ever.
  if (letter === 'ticket.received' && moved.before?.data['reopenAsked'] === true) return null
  // Spam is rejected in silence: an answer would only confirm the address.
  if (waysOf(letter, reach).length === 0 || (letter === 'ticket.rejected' && data['rejectedAs'] === 'spam')) return null
  const { tx, tenantId } = moved
  const [chat, vars, inReplyTo] = await allOf([chatAt(tx, tenantId, reach), letterVars(moved, letter), lastIncoming(moved)])
  const carriesFiles = letter === 'ticket.question' || letter === 'ticket.solution'
  return {
    reach: { ...reach, chatAt: chat },
    ...(zone === '' ? {} : { zone }),
    name: text(data['requesterName']),
    lang: langNamed(data['language']),
    vars,
    fileIds: carriesFiles ? fileIdsOf(moved) : [],
    inReplyTo,
  }
}

/** What a ticket adds to its records: the conversation, and letters to whoever asked. */
export const ticketHooks: KindHooks = { onMove, letterTo }
