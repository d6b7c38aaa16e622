import { and, eq } from 'drizzle-orm'
import type { Actor } from '../../domain/actor.ts'
import type { Lang } from '../../domain/label.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { intake, messages } from '../../db/schema/message.ts'
import { events } from '../../db/schema/process.ts'
import { findOrCreateContact } from '../contacts/find-or-create.ts'
import type { Ctx } from '../context.ts'
import { readFileBytes } from '../files/read-file.ts'
import { organizationRules } from '../organization/rules.ts'
import { Problem } from '../problem.ts'
import { act } from '../process/act.ts'
import { joinThread } from '../process/join-thread.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { startProcess } from '../process/start.ts'
import { writeLetterFiles } from './letter-files.ts'
import type { LetterReader, ReadLetter } from './letter-reader.ts'
import { mailRequest } from './request-id.ts'
import { onlyThanks } from './thanks.ts'
import { processOfLetter, staffReply } from './thread.ts'

export interface IntakeDeps {
  readonly db: Database
  readonly engine: EnginePort
  readonly reader: LetterReader
}
type IntakeRow = typeof intake.$inferSelect

/** The form's own limit for what a person writes. */
const maxBody = 20_000

/** Where a letter's words go in each state; everywhere else they join the thread. */
const actionIn: { readonly [state: string]: 'answer' | 'write' } = { clarification: 'answer', processed: 'write' }
const ended = new Set(['closed', 'rejected'])

// Half an emoji is text that jsonb refuses: the letter would be tried for ever.
const cut = (text: string, length: number): string => text.slice(0, length).replace(/\p{Surrogate}$/u, '')

const isRussian = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text)

/** The language of what somebody wrote; too few words to tell are answered in the organization's own. */
const langOf = (written: string, own: Lang): Lang => (isRussian(written) ? 'ru' : /[a-z]{2,}[^a-z]+[a-z]{2,}/i.test(written) ? 'en' : own)
const subjectOf = (letter: ReadLetter, lang: Lang): string =>
  cut(letter.subject.replace(/^(?:\s*(?:re|fwd?|ha|отв|на|пересл)\s*(?:\[\d+\])?:)+/iu, '').trim(), 200) ||
  { ru: 'Без темы', en: 'No subject' }[lang]

function bodyOf(text: string): string {
  const body = text.replaceAll('\u0000', '').trim()
  if (body === '') return '—'
  return body.length > maxBody ? `${cut(body, maxBody - 80)}\n\n[…] Письмо обрезано; целиком оно хранится у поддержки.` : body
}

async function finish(deps: IntakeDeps, row: IntakeRow, outcome: string, processId: string | null): Promise<string> {
  await deps.db.tenant(row.tenantId, (tx) =>
    tx
      .update(intake)
      .set({ status: 'done', outcome, processId })
      .where(and(eq(intake.tenantId, row.tenantId), eq(intake.id, row.id))),
  )
  return outcome
}

interface Work {
  readonly deps: IntakeDeps
  readonly row: IntakeRow
  readonly letter: ReadLetter
  readonly ctx: Ctx
  readonly fileIds: readonly string[]
}

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

async function join({ deps, row, letter, ctx, fileIds }: Work, process: ProcessRow, kind: 'in' | 'note' = 'in'): Promise<string> {
  await deps.db.tenant(row.tenantId, (tx) =>
    joinThread(tx, ctx, process, {
      kind,
      channel: 'mail',
      body: bodyOf(letter.replyText),
      fileIds,
      mentions: [],
      letterId: letter.messageId ?? null,
    }),
  )
  return finish(deps, row, kind === 'in' ? 'joined' : 'noted', process.id)
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
  if (automatic !== undefined) return finish(deps, row, `ignored: ${automatic}`, null)
  const sender = letter.from
  if (sender === undefined) return finish(deps, row, 'ignored: no sender', null)
  const prepared = await deps.db.tenant(tenantId, async (tx) => {
    const { lang: ownLang } = await organizationRules(tx, tenantId)
    const lang = langOf(`${letter.subject} ${letter.text}`, ownLang)
    const base = { db: deps.db, tenantId, lang, now, requestId: mailRequest.id(row.id) }
    const nobody: Actor = { kind: 'link', id: sender.address, name: sender.name || sender.address, party: 'requester' }
    const own = await processOfLetter(tx, tenantId, letter)
    const colleague = own ? undefined : await staffReply(tx, tenantId, letter)
    const person = { email: sender.address, name: sender.name, lang }
    const contactId = colleague ? null : await findOrCreateContact(tx, { ...base, actor: nobody }, person)
    const actor: Actor = colleague?.actor ?? { ...nobody, id: contactId ?? sender.address }
    const fileIds = await writeLetterFiles(tx, letter, { tenantId, intakeId: row.id, uploadedBy: actor.id, at: now })
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
    return { ctx: { ...base, actor }, fileIds, doneFor: event?.processId ?? joined?.processId, process: own, noteOf: colleague?.process }
  })
  // A crash came between the move, or the joining, and the note that the letter is done: the process may have moved on since.
  if (prepared.doneFor !== undefined) return finish(deps, row, 'repeated', prepared.doneFor)
  const work: Work = { deps, row, letter, ctx: prepared.ctx, fileIds: prepared.fileIds }
  if (prepared.noteOf) return join(work, prepared.noteOf, 'note')
  return prepared.process ? reply(work, prepared.process) : startTicket(work, undefined)
}
