import { and, eq } from 'drizzle-orm'
import type { Actor } from '../../domain/actor.ts'
import type { Lang } from '../../domain/label.ts'
import { visit } from '../../domain/visit.ts'
import { intake, messages } from '../../db/schema/message.ts'
import { events } from '../../db/schema/process.ts'
import { findOrCreateContact } from '../contacts/find-or-create.ts'
import { readFileBytes } from '../files/read-file.ts'
import { calendarReply, isCalendarPart } from '../ics/read-reply.ts'
import { organizationRules } from '../organization/rules.ts'
import { Problem } from '../problem.ts'
import { act } from '../process/act.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { startProcess } from '../process/start.ts'
import { writeLetterFiles } from './letter-files.ts'
import type { ReadLetter } from './letter-reader.ts'
import { bodyOf, cut, finish, join } from './letter-work.ts'
import type { IntakeDeps, IntakeRow, Work } from './letter-work.ts'
import { mailRequest } from './request-id.ts'
import { onlyThanks } from './thanks.ts'
import { processOfLetter, staffReply } from './thread.ts'
import { takeVisitLetter, visitOfReply } from './visit-letter.ts'

/** Where a letter's words go in each state; everywhere else they join the thread. */
const actionIn: { readonly [state: string]: 'answer' | 'write' } = { clarification: 'answer', processed: 'write' }
const ended = new Set(['closed', 'rejected'])

const isRussian = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text)

/** The language of what somebody wrote; too few words to tell are answered in the organization's own. */
const langOf = (written: string, own: Lang): Lang => (isRussian(written) ? 'ru' : /[a-z]{2,}[^a-z]+[a-z]{2,}/i.test(written) ? 'en' : own)
const subjectOf = (letter: ReadLetter, lang: Lang): string =>
  cut(letter.subject.replace(/^(?:\s*(?:re|fwd?|ha|отв|на|пересл)\s*(?:\[\d+\])?:)+/iu, '').trim(), 200) ||
  { ru: 'Без темы', en: 'No subject' }[lang]

async function startTicket({ deps, row, letter, ctx, fileIds }: Work, follows: string | undefined): Promise<string> {
  const started = await startProcess({
    ctx,
    engine: deps.engine,
    input: {
      kind: 'ticket',
      input: {
        subject: subjectOf(letter, ctx.lang),
        description: bodyOf(letter.text),
        requestType: 'incident',
        priority: 'normal',
        channel: 'mail',
        language: ctx.lang,
        requesterEmail: letter.from?.address ?? '',
        ...(letter.from?.name ? { requesterName: cut(letter.from.name, 120) } : {}),
        files: fileIds,
        ...(follows === undefined ? {} : { follows }),
      },
    },
  })
  return finish(deps, row, follows === undefined ? 'started' : 'started after the end', started.id)
}

async function reply(work: Work, process: ProcessRow): Promise<string> {
  const { deps, row, letter, ctx, fileIds } = work
  if (ended.has(process.state)) return startTicket(work, process.number)
  const action = actionIn[process.state]
  if (action === undefined || (action === 'write' && onlyThanks(letter.replyText))) return join(work, process)
  try {
    await act({ ctx, engine: deps.engine, input: { id: process.id, action, form: { comment: bodyOf(letter.replyText), files: fileIds } } })
    return await finish(deps, row, action, process.id)
  } catch (error) {
    // Somebody moved it first: the words still arrive. An unconfirmed move is tried again with the same request id.
    if (error instanceof Problem && error.refusal === 'Ended') return startTicket(work, process.number)
    if (error instanceof Problem && error.code === 'Refused') return join(work, process)
    throw error
  }
}

/**
 * Makes of a kept letter what it is: a new ticket, an answer, words in a thread, or nothing when a machine wrote it.
 * Trying again changes nothing twice. Answers the outcome for the log.
 * @throws when it has to be tried again
 */
export async function processLetter(deps: IntakeDeps, row: IntakeRow, now: Date): Promise<string> {
  const { tenantId } = row
  const raw = await deps.db.tenant(tenantId, (tx) => readFileBytes(tx, tenantId, row.fileId ?? row.id))
  const { envelopeFrom, recipient } = row.payload
  const { letter, automatic } = await deps.reader.read(raw, String(envelopeFrom), String(recipient))
  const found = calendarReply(letter)
  // Outlook writes the person's words into the letter; Gmail's letter holds its own alone.
  const answer = found && { ...found, comment: found.comment || (automatic === undefined ? letter.replyText : '') }
  const invited = await deps.db.tenantRead(tenantId, (tx) => visitOfReply(tx, tenantId, answer))
  // A calendar that answers for its person calls that an automatic reply, and is right.
  if (automatic !== undefined && !(invited && automatic === 'auto-reply')) return finish(deps, row, `ignored: ${automatic}`, null)
  const sender = letter.from
  if (sender === undefined) return finish(deps, row, 'ignored: no sender', null)
  const prepared = await deps.db.tenant(tenantId, async (tx) => {
    const { lang: ownLang } = await organizationRules(tx, tenantId)
    const lang = langOf(`${letter.subject} ${letter.text}`, ownLang)
    const base = { db: deps.db, tenantId, lang, now, requestId: mailRequest.id(row.id) }
    const own = invited ?? (await processOfLetter(tx, tenantId, letter))
    const party = own?.kind === visit.kind ? 'contact' : 'requester'
    const nobody: Actor = { kind: 'link', id: sender.address, name: sender.name || sender.address, party }
    const colleague = own ? undefined : await staffReply(tx, tenantId, letter)
    const person = { email: sender.address, name: sender.name, lang }
    const contactId = colleague ? null : await findOrCreateContact(tx, { ...base, actor: nobody }, person)
    const actor: Actor = colleague?.actor ?? { ...nobody, id: contactId ?? sender.address }
    const attachments = answer ? letter.attachments.filter((part) => !isCalendarPart(part)) : letter.attachments
    const fileIds = await writeLetterFiles(tx, { ...letter, attachments }, { tenantId, intakeId: row.id, uploadedBy: actor.id, at: now })
    await tx
      .update(intake)
      .set({ payload: { ...row.payload, letterId: letter.messageId ?? '' } })
      .where(eq(intake.id, row.id))
    const [event] = await tx
      .select({ processId: events.processId })
      .from(events)
      .where(and(eq(events.tenantId, tenantId), eq(events.requestId, base.requestId)))
    const [joined] = await tx
      .select({ processId: messages.processId })
      .from(messages)
      .where(and(eq(messages.tenantId, tenantId), eq(messages.requestId, base.requestId)))
    return {
      ctx: { ...base, actor },
      ownLang,
      fileIds,
      doneFor: event?.processId ?? joined?.processId,
      process: own,
      noteOf: colleague?.process,
    }
  })
  // A crash came between the move, or the joining, and the note that the letter is done: the process may have moved on since.
  if (prepared.doneFor !== undefined) return finish(deps, row, 'repeated', prepared.doneFor)
  const { ctx, ownLang, fileIds, process } = prepared
  const work: Work = { deps, row, letter, ctx, ownLang, fileIds }
  if (prepared.noteOf) return join(work, prepared.noteOf, 'note')
  if (process?.kind === visit.kind) return takeVisitLetter(work, process, answer)
  return process ? reply(work, process) : startTicket(work, undefined)
}
