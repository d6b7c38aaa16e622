import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { files, intake, messages, notifications } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { readFileBytes } from '../../services/files/read-file.ts'
import { mailbox } from '../support/mailbox.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

let stack: Stack
let org: TestOrganization
let anna: TestPerson
let desk: ReturnType<typeof ticketDesk>
let people = 0
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  anna = await org.person('support1')
  desk = ticketDesk(stack, org)
})
afterAll(() => stack.close())

const ticketsOf = async (email: string) => {
  const all = await stack.db.tenant(org.id, (tx) =>
    tx.select().from(processes).where(eq(processes.tenantId, org.id)).orderBy(processes.number),
  )
  return all.filter((row) => row.data['requesterEmail'] === email)
}
const wordsOf = (id: string) =>
  stack.db.tenant(org.id, (tx) => tx.select().from(messages).where(eq(messages.processId, id)).orderBy(messages.at))
const outcomes = () =>
  stack.db.tenant(org.id, (tx) =>
    tx
      .select({ outcome: intake.outcome })
      .from(intake)
      .where(and(eq(intake.tenantId, org.id), eq(intake.source, 'mail')))
      .orderBy(intake.at),
  )

/** A requester whose ticket has just been registered, with the letter that confirmed it. */
async function requester() {
  const box = mailbox(stack, org, `person${(people += 1)}@alfa.example`)
  await box.write({ subject: 'Не печатает касса', text: 'Чек не выходит.' })
  const [ticket] = await ticketsOf(box.address)
  if (!ticket) throw new Error('No ticket')
  const ack = await box.letterWith(ticket.number)
  const reply = (text: string, more: object = {}) => box.write({ subject: `Re: ${ack.subject}`, text, inReplyTo: ack.messageId, ...more })
  const staff = (action: string, form: object = {}) => desk.act(anna.actor, ticket.id, action, form)
  return { box, id: ticket.id, number: ticket.number, reply, staff, row: () => desk.row(ticket.id) }
}

describe('a reply by mail', () => {
  it('joins a registered ticket and one in progress, and tells the assignee', async () => {
    const { id, reply, staff, row } = await requester()
    await reply('Ещё и сканер не работает.')
    expect(await row()).toMatchObject({ state: 'registered', seq: 1 })
    await staff('take')
    await reply('Уже работает сканер, касса нет.')
    expect(await row()).toMatchObject({ state: 'inProgress', seq: 2 })
    expect((await wordsOf(id)).map((one) => [one.kind, one.channel, one.body])).toEqual([
      ['in', 'mail', 'Чек не выходит.'],
      ['in', 'mail', 'Ещё и сканер не работает.'],
      ['in', 'mail', 'Уже работает сканер, касса нет.'],
    ])
    const told = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(notifications)
        .where(and(eq(notifications.processId, id), eq(notifications.userId, anna.id))),
    )
    expect(told).toMatchObject([{ kind: 'answer' }])
  })

  it('answers a question, the history below it cut off', async () => {
    const { id, reply, staff, row } = await requester()
    await staff('take')
    await staff('ask', { comment: 'Какая модель?' })
    await reply('Атол 30Ф\n\nпт, 20 нояб. 2026 г. в 12:05, Поддержка <support@x.example>:\n> Какая модель?')
    expect(await row()).toMatchObject({ state: 'inProgress', seq: 4 })
    expect((await wordsOf(id)).at(-1)).toMatchObject({ kind: 'in', body: 'Атол 30Ф', channel: 'mail' })
  })

  it('asks support about reopening what is processed; thanks alone ask nothing', async () => {
    const { id, reply, staff, row } = await requester()
    await staff('take')
    await staff('solve', { comment: 'Заменили ленту.' })
    await reply('Спасибо большое!')
    expect(await row()).toMatchObject({ state: 'processed', seq: 3, waitsFor: 'requester' })
    await reply('Касса снова не печатает.')
    expect(await row()).toMatchObject({ state: 'processed', seq: 4, waitsFor: 'support1', data: { reopenAsked: true } })
    expect(await staff('reopen', { comment: 'Касса снова не печатает' })).toMatchObject({ state: 'inProgress' })
    expect(await wordsOf(id)).toHaveLength(5)
  })

  it('after the end begins a new ticket that names the old one', async () => {
    const { box, number, reply, staff } = await requester()
    await staff('reject', { why: 'other', comment: 'Это не к нам.' })
    await reply('Всё-таки помогите.')
    expect(await ticketsOf(box.address)).toMatchObject([
      { number, state: 'rejected' },
      { state: 'registered', data: { follows: number } },
    ])
  })

  it('is found by the number in the subject when the mail program forgot the thread', async () => {
    const { box, number, id } = await requester()
    await box.write({ subject: `Fwd: [${number}] Не печатает касса`, text: 'Пишу с телефона.' })
    expect(await ticketsOf(box.address)).toHaveLength(1)
    expect(await wordsOf(id)).toHaveLength(2)
  })

  it('comes once, however often the mail server sends it', async () => {
    const { id, reply } = await requester()
    await reply('Повтор.', { messageId: '<same@alfa.example>', date: new Date(0) })
    await reply('Повтор.', { messageId: '<same@alfa.example>', date: new Date(0) })
    expect(await wordsOf(id)).toHaveLength(2)
  })
})

describe('a letter', () => {
  it('keeps its files and inline pictures', async () => {
    const box = mailbox(stack, org, 'files@alfa.example')
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await box.write({
      subject: 'Со снимком',
      html: '<p>Вот экран <img src="cid:shot"></p>',
      attachments: [
        { filename: 'экран.png', content: picture, cid: 'shot', contentType: 'image/png' },
        { filename: 'журнал.txt', content: 'строка' },
      ],
    })
    const [ticket] = await ticketsOf(box.address)
    const kept = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(files)
        .where(eq(files.processId, ticket?.id ?? ''))
        .orderBy(files.name),
    )
    expect(kept).toMatchObject([
      { name: 'журнал.txt', sizeBytes: 12, inline: false },
      { name: 'экран.png', sizeBytes: picture.length, inline: true, contentId: 'shot' },
    ])
    expect(await stack.db.tenant(org.id, (tx) => readFileBytes(tx, org.id, kept[1]?.id ?? ''))).toEqual(picture)
  })

  it('with a file of 18 MB is kept whole', async () => {
    const box = mailbox(stack, org, 'large@alfa.example')
    await box.write({
      subject: 'Большой файл',
      text: 'Архив.',
      attachments: [{ filename: 'a.bin', content: Buffer.alloc(18 * 1024 * 1024, 7) }],
    })
    const [ticket] = await ticketsOf(box.address)
    const kept = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(files)
        .where(eq(files.processId, ticket?.id ?? '')),
    )
    expect(kept).toMatchObject([{ sizeBytes: 18 * 1024 * 1024 }])
  })

  it('by a machine starts and moves nothing', async () => {
    const { id, reply, staff, row } = await requester()
    await staff('take')
    await staff('ask', { comment: 'Какая модель?' })
    await reply('Я в отпуске до понедельника.', { headers: { 'Auto-Submitted': 'auto-replied' } })
    const robot = mailbox(stack, org, 'mailer-daemon@alfa.example')
    await robot.write({ subject: 'Undelivered Mail Returned to Sender', text: 'failed' })
    expect(await row()).toMatchObject({ state: 'clarification', seq: 3 })
    expect(await wordsOf(id)).toHaveLength(2)
    expect(await ticketsOf(robot.address)).toHaveLength(0)
    expect((await outcomes()).map((one) => one.outcome)).toEqual(expect.arrayContaining(['ignored: auto-reply', 'ignored: bounce']))
  })

  it('without words or subject is still a ticket', async () => {
    const box = mailbox(stack, org, 'silent@alfa.example')
    await box.write({ text: '' })
    expect(await ticketsOf(box.address)).toMatchObject([{ state: 'registered', title: 'Без темы', data: { language: 'ru' } }])
  })
})
