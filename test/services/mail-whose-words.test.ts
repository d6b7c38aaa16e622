import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliveries, intake, messages } from '../../db/schema/message.ts'
import { users } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { workOnLetter } from '../../services/system/relay.ts'
import { eventually } from '../support/eventually.ts'
import { mailbox } from '../support/mailbox.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

let stack: Stack
let org: TestOrganization
let anna: TestPerson
let boris: TestPerson
let desk: ReturnType<typeof ticketDesk>
let people = 0
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  anna = await org.person('support1')
  boris = await org.person('support1')
  desk = ticketDesk(stack, org)
})
afterAll(() => stack.close())

const wordsOf = (id: string) =>
  stack.db.tenant(org.id, (tx) => tx.select().from(messages).where(eq(messages.processId, id)).orderBy(messages.at))
const sentTo = (id: string, template: (typeof deliveries.$inferSelect)['template']) =>
  stack.db.tenant(org.id, (tx) =>
    tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.processId, id), eq(deliveries.template, template))),
  )

async function requester() {
  const box = mailbox(stack, org, `whose${(people += 1)}@alfa.example`)
  await box.write({ from: `Олег Петров <${box.address}>`, subject: 'Не печатает касса', text: 'Чек не выходит.' })
  const all = await stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.tenantId, org.id)))
  const ticket = all.find((row) => row.data['requesterEmail'] === box.address)
  if (!ticket) throw new Error('No ticket')
  const ack = await box.letterWith(ticket.number)
  const subject = `Re: ${ack.subject}`
  const reply = (text: string, more: object = {}) => box.write({ subject, text, inReplyTo: ack.messageId, ...more })
  const staff = (action: string, form: object = {}) => desk.act(anna.actor, ticket.id, action, form)
  return { box, id: ticket.id, ack, subject, reply, staff }
}

describe('an answer to a letter among staff', () => {
  it('is a note of the colleague, never a word of the requester', async () => {
    const { id, staff } = await requester()
    await staff('take')
    await desk.act(anna.actor, id, 'assign', { assigneeId: boris.id })
    await staff('ask', { comment: 'Какая модель?' })
    const [note] = await sentTo(id, 'staff.assigned')
    const [{ email } = { email: '' }] = await stack.db.system((tx) => tx.select().from(users).where(eq(users.id, boris.id)))
    await mailbox(stack, org, email).write({ subject: 'Re', text: 'Это опять их провод.', inReplyTo: note?.letterId ?? '' })
    expect(await desk.row(id)).toMatchObject({ state: 'clarification' })
    expect((await wordsOf(id)).at(-1)).toMatchObject({ kind: 'note', authorId: boris.id, body: 'Это опять их провод.' })
  })
})

describe('an answer of somebody the letter was forwarded to', () => {
  it('counts, in his own name', async () => {
    const { id, ack, subject, staff } = await requester()
    await staff('take')
    await staff('ask', { comment: 'Какая модель?' })
    const colleague = mailbox(stack, org, 'technician@alfa.example')
    await colleague.write({ from: `Иван Техник <${colleague.address}>`, subject, text: 'Атол 30Ф', inReplyTo: ack.messageId })
    expect(await desk.row(id)).toMatchObject({ state: 'inProgress' })
    expect((await wordsOf(id)).at(-1)).toMatchObject({ kind: 'in', authorName: 'Иван Техник', body: 'Атол 30Ф' })
  })
})

describe('after the solution', () => {
  it('only the first of several letters is confirmed: an answering machine would go on for ever', async () => {
    const { id, reply, staff } = await requester()
    await staff('take')
    await staff('solve', { comment: 'Заменили ленту.' })
    await reply('Касса снова не печатает.')
    await reply('И сканер тоже.')
    expect(await desk.row(id)).toMatchObject({ state: 'processed', seq: 5 })
    expect(await sentTo(id, 'ticket.received')).toHaveLength(1)
    await staff('keep')
    await reply('Всё ещё не печатает.')
    expect(await sentTo(id, 'ticket.received')).toHaveLength(2)
  })
})

describe('a crash between the words and the note that the letter is done', () => {
  it('doubles nothing, though the process has moved on meanwhile', async () => {
    const { id, reply, staff } = await requester()
    await staff('take')
    await reply('Забыл сказать: касса новая.')
    await staff('ask', { comment: 'Какая модель?' })
    const [row] = await stack.db.system((tx) =>
      tx
        .update(intake)
        .set({ status: 'received', outcome: null })
        .where(and(eq(intake.processId, id), eq(intake.outcome, 'joined')))
        .returning(),
    )
    const deps = { db: stack.db, engine: stack.engine, reader: createLetterReader() }
    expect(await workOnLetter(deps, { tenantId: org.id, intakeId: row?.id ?? '' }, new Date())).toBe(true)
    await eventually(async () => ((await desk.row(id)).state === 'clarification' ? true : undefined), 'it still waits for an answer')
    expect((await wordsOf(id)).filter((one) => one.body.startsWith('Забыл'))).toHaveLength(1)
  })
})
