import { and, eq } from 'drizzle-orm'
import type { Label } from '../../domain/label.ts'
import { visit } from '../../domain/visit.ts'
import { letterDate } from '../../domain/letters/letter-date.ts'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { CalendarReply } from '../ics/read-reply.ts'
import { processOfUid } from '../ics/visit-uid.ts'
import { organizationRules } from '../organization/rules.ts'
import { Problem } from '../problem.ts'
import { act } from '../process/act.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { cut, finish, join } from './letter-work.ts'
import type { Work } from './letter-work.ts'

const maxComment = 2_000

/** What a calendar's answer is in words, for whoever reads the stream. */
const said: { readonly [A in CalendarReply['answer']]: Label } = {
  accepted: { ru: 'Приглашение принято в календаре.', en: 'The invitation was accepted in a calendar.' },
  declined: { ru: 'Приглашение отклонено в календаре.', en: 'The invitation was declined in a calendar.' },
  tentative: { ru: 'Ответ на приглашение в календаре: «возможно».', en: 'The answer to the invitation in a calendar: “maybe”.' },
  counter: { ru: 'В календаре предложено другое время', en: 'Another time is proposed in a calendar' },
}
const stranger: Label = {
  ru: 'Письмо пришло не с того адреса, на который отправлено приглашение, поэтому визит не изменён.',
  en: 'The letter came from another address than the invited one, so the visit was not changed.',
}
const old: Label = {
  ru: 'Это ответ на прежнее время встречи, поэтому визит не изменён.',
  en: 'This answers an earlier time of the meeting, so the visit was not changed.',
}

/** The visit whose invitation a calendar answers. */
export async function visitOfReply(tx: Tx, tenantId: string, reply: CalendarReply | undefined): Promise<ProcessRow | undefined> {
  const id = reply && processOfUid(reply.uid)
  if (id === undefined) return undefined
  const [row] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.tenantId, tenantId), eq(processes.id, id), eq(processes.kind, visit.kind)))
  return row
}

async function wordsOf({ deps, ownLang, ctx }: Work, reply: CalendarReply, more?: Label): Promise<string> {
  const { calendar } = await deps.db.tenantRead(ctx.tenantId, (tx) => organizationRules(tx, ctx.tenantId))
  const proposed = reply.startsAt === null ? '' : `: ${letterDate(reply.startsAt.getTime(), calendar.zone, ownLang)}.`
  return [said[reply.answer][ownLang] + proposed, more?.[ownLang] ?? '', reply.comment].filter((part) => part !== '').join('\n\n')
}

type Answering = 'confirm' | 'decline' | 'askOtherTime'

async function move(work: Work, process: ProcessRow, reply: CalendarReply, action: Answering): Promise<string> {
  const { deps, row, ctx } = work
  const comment = action === 'confirm' || reply.comment === '' ? {} : { comment: cut(reply.comment, maxComment) }
  const startsAt = reply.startsAt === null ? {} : { startsAt: reply.startsAt.toISOString() }
  const form = { ...comment, ...(action === 'askOtherTime' ? startsAt : {}) }
  try {
    await act({ ctx, engine: deps.engine, input: { id: process.id, action, form } })
    return await finish(deps, row, action, process.id)
  } catch (error) {
    // It stands elsewhere by now, or the time that is asked for has passed. Only who accepts what is agreed need not be heard.
    if (!(error instanceof Problem) || error.code !== 'Refused') throw error
    return join(work, process, action === 'confirm' ? 'note' : 'in', await wordsOf(work, reply))
  }
}

async function answerInvitation(work: Work, process: ProcessRow, reply: CalendarReply): Promise<string> {
  const { data } = process
  const invited = String(data['contactEmail'] ?? '').toLowerCase()
  if (work.letter.from?.address.toLowerCase() !== invited) return join(work, process, 'note', await wordsOf(work, reply, stranger))
  if (reply.sequence !== Number(data['moves'] ?? 0)) return join(work, process, 'note', await wordsOf(work, reply, old))
  switch (reply.answer) {
    case 'accepted':
      return move(work, process, reply, 'confirm')
    case 'declined':
      return move(work, process, reply, 'decline')
    case 'counter':
      return move(work, process, reply, 'askOtherTime')
    case 'tentative':
      return join(work, process, 'in', await wordsOf(work, reply))
  }
}

/**
 * A letter that belongs to a visit. The answer of a calendar to the invitation that holds now, from the invited address, confirms or
 * declines; all other words join the visit, whatever its state, and its representative is told.
 */
export const takeVisitLetter = (work: Work, process: ProcessRow, reply: CalendarReply | undefined): Promise<string> =>
  reply === undefined ? join(work, process) : answerInvitation(work, process, reply)
