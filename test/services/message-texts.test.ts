import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { usualText } from '../../domain/messages/message-texts.ts'
import type { OutgoingLetter } from '../../connectors/mail/port.ts'
import { MailUnavailable } from '../../connectors/mail/port.ts'
import type { ChatOutcome, ChatText } from '../../connectors/telegram/port.ts'
import { audit } from '../../db/schema/desk.ts'
import { deliveries } from '../../db/schema/message.ts'
import { messageTexts } from '../../db/schema/message-text.ts'
import { telegramChats } from '../../db/schema/telegram-chat.ts'
import { listTexts, resetText, setText } from '../../services/admin/message-texts.ts'
import { setOrganization } from '../../services/admin/organization.ts'
import type { Outgoing } from '../../services/admin/send-trial.ts'
import { sendTrial } from '../../services/admin/send-trial.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { smsChannel } from '../../services/messages/sms-channel.ts'
import { openRateLimits } from '../../services/system/rate-limits.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

let stack: Stack
let org: TestOrganization
let ctx: ReturnType<TestOrganization['ctx']>
beforeAll(async () => {
  stack = await startStack({ workers: false })
  org = await makeOrganization(stack.db)
  ctx = org.ctx((await org.person('orgadmin')).actor)
})
afterAll(() => stack.close())

const publicUrl = 'https://vekha.example'
const ack = { name: 'ticket.ack', lang: 'ru' } as const
const own = (word: string) => ({
  ...ack,
  subject: '[{number}] {subject}',
  body: `${word}, {number}!\n\n[Открыть]({pageUrl})\n\n--\n{organization}`,
})
const set = (input: Parameters<typeof setText>[0]['input']) => setText({ ctx, publicUrl, input })

async function ticket(changes: object = {}): Promise<typeof deliveries.$inferSelect> {
  const { actor } = await org.person('support1')
  const { id } = await ticketDesk(stack, org).start(actor, { ...changes })
  const [row] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
  if (!row) throw new Error('The ticket has no letter')
  return row
}

/** What a sender would send now. */
async function written(row: typeof deliveries.$inferSelect): Promise<string> {
  const mail = mailChannel({ ...stack, mail: { send: async () => ({ kind: 'sent' }) } })
  const [composed] = await mail.compose(org.id, [row], new Date())
  const message = composed?.message
  if (!message || !('text' in message)) throw new Error('It can be written', { cause: message })
  return message.text
}

it('a letter keeps the text of its time, however often it is tried, and the next one has the new', async () => {
  const usual = await ticket()
  const first = await set({ ...own('Приветствуем'), seen: null })
  const mine = await ticket()
  expect([usual.textId, mine.textId]).toEqual([null, first.id])
  const once = await written(mine)
  expect(once).toContain(`Приветствуем, ${String(mine.vars['number'])}!`)
  const second = await set({ ...own('Добрый день'), seen: first.id })
  await setOrganization({ ctx, input: { name: 'Новое имя', lang: 'ru' } })
  expect(await written(mine)).toBe(once)
  expect(await written(usual)).toContain('Мы получили ваше обращение')
  expect(await written(await ticket())).toContain('Добрый день')
  await resetText({ ctx, input: { ...ack, seen: second.id } })
  expect(await written(mine)).toBe(once)
  expect((await ticket()).textId).toBeNull()
  const rows = await stack.db.tenant(org.id, (tx) => tx.select().from(audit).where(eq(audit.entity, 'text')).orderBy(audit.seq))
  expect(rows.map((row) => [row.action, row.entityId])).toEqual([
    ['text.set', 'ticket.ack/ru'],
    ['text.set', 'ticket.ack/ru'],
    ['text.reset', 'ticket.ack/ru'],
  ])
  expect(rows[1]).toMatchObject({ before: { body: own('Приветствуем').body }, after: { body: own('Добрый день').body } })
})

it('an SMS is written by the organization’s text too', async () => {
  const sms = { name: 'sms.ticket.ack', lang: 'ru', subject: '', body: 'Приняли {number}. {pageUrl}' } as const
  await set({ ...sms, seen: null })
  const row = await ticket({ requesterEmail: undefined, requesterPhone: '+79123456789' })
  const channel = smsChannel({ ...stack, sms: undefined })
  const noon = new Date(Date.UTC(2026, 10, 23, 9))
  const [composed] = await channel.compose(org.id, [row], noon)
  expect(composed?.message).toMatchObject({ text: expect.stringMatching(/Приняли О-\d{4}-\d{6}\. http/u), parts: 2 })
})

it('a text that a release can’t write any more gives way to the product’s: a message must leave', async () => {
  const row = await ticket()
  const id = '01999999-9999-7999-8999-999999999999'
  const former = { id, tenantId: org.id, ...own('{gone}'), byId: ctx.actor.id, byName: 'A', at: new Date(), endedAt: new Date() }
  await stack.db.tenant(org.id, (tx) => tx.insert(messageTexts).values(former))
  expect(await written({ ...row, textId: id })).toContain('Мы получили ваше обращение')
})

it('a text that would break a letter is refused at its field, and one that changed meanwhile is not overwritten', async () => {
  await expect(set({ ...own('{nobody}'), seen: null })).rejects.toMatchObject({ code: 'BadInput', problems: [{ field: 'body' }] })
  const question = { name: 'ticket.question', lang: 'en', ...usualText('ticket.question', 'en') } as const
  const answers = await Promise.allSettled([set({ ...question, seen: null }), set({ ...question, seen: null })])
  expect(answers.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(answers.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'Conflict' } })
  const { texts } = await listTexts({ ctx, publicUrl, hasChats: false })
  expect(texts.filter((one) => one.name === 'ticket.question')).toHaveLength(1)
  await expect(resetText({ ctx, input: { ...ack, seen: '01999999-9999-7999-8999-999999999999' } })).rejects.toMatchObject({
    code: 'NotFound',
  })
})

it('is another organization’s no more than its letters are', async () => {
  const other = await makeOrganization(stack.db)
  const theirs = other.ctx((await other.person('admin')).actor)
  expect((await listTexts({ ctx: theirs, publicUrl, hasChats: false })).texts).toEqual([])
  const seen = (await listTexts({ ctx, publicUrl, hasChats: false })).texts[0]
  expect(seen).toBeDefined()
  const support = org.ctx((await org.person('support1')).actor)
  await expect(listTexts({ ctx: support, publicUrl, hasChats: false })).rejects.toMatchObject({ code: 'Forbidden' })
  const rewritten = stack.db.tenant(org.id, (tx) =>
    tx
      .update(messageTexts)
      .set({ body: 'x' })
      .where(and(eq(messageTexts.tenantId, org.id))),
  )
  await expect(rewritten).rejects.toMatchObject({ cause: { code: '42501' } })
})

it('a trial goes to whoever asks, with example values, and says why when it does not', async () => {
  const letters: OutgoingLetter[] = []
  const limits = openRateLimits(stack.db)
  const mail = { send: async (letter: OutgoingLetter) => (letters.push(letter), { kind: 'sent' as const }) }
  const sending = { ctx, publicUrl, limits, outgoing: { mail, sms: undefined, telegram: undefined } }
  const { to } = await sendTrial({ ...sending, input: own('Проба') })
  expect(letters).toMatchObject([
    { to: { address: to }, subject: '[О-2026-000123] Не печатает принтер', text: expect.stringContaining('Проба, О-2026-000123!') },
  ])
  const dead = { send: async () => Promise.reject(new MailUnavailable('no route', undefined, undefined)) }
  await expect(
    sendTrial({ ...sending, outgoing: { mail: dead, sms: undefined, telegram: undefined }, input: own('Проба') }),
  ).rejects.toMatchObject({
    code: 'Unavailable',
  })
  const sms = { name: 'sms.ticket.ack', lang: 'ru', ...usualText('sms.ticket.ack', 'ru') } as const
  await expect(sendTrial({ ...sending, input: { ...sms, phone: '12' } })).rejects.toMatchObject({ problems: [{ field: 'phone' }] })
  await expect(sendTrial({ ...sending, input: { ...sms, phone: '+79123456789' } })).rejects.toMatchObject({
    problems: [{ field: 'phone' }],
  })
})

it('a trial of a short text goes into the chat of the phone, else of the administrator’s own address', async () => {
  const said: ChatText[] = []
  const outcomes: ChatOutcome[] = [{ kind: 'sent' }, { kind: 'gone', reason: 'blocked by its owner' }]
  const telegram = {
    send: async (message: ChatText) => (said.push(message), outcomes[said.length - 1] ?? { kind: 'sent' as const }),
    setWebhook: async () => undefined,
  }
  const nowhere = { mail: { send: async () => ({ kind: 'sent' as const }) }, sms: undefined }
  const input = { name: 'sms.ticket.ack', lang: 'ru', ...usualText('sms.ticket.ack', 'ru'), phone: '+79123456789', inChat: true } as const
  const trial = (outgoing: Outgoing) => sendTrial({ ctx, publicUrl, limits: openRateLimits(stack.db), outgoing, input })
  const noChat = { problems: [{ field: 'phone' }] }
  await expect(trial({ ...nowhere, telegram: undefined })).rejects.toMatchObject(noChat)
  await expect(trial({ ...nowhere, telegram })).rejects.toMatchObject(noChat)
  const chat = { tenantId: org.id, recipient: input.phone, chatId: 42, linkedAt: new Date() }
  await stack.db.tenant(org.id, (tx) => tx.insert(telegramChats).values(chat))
  expect(await trial({ ...nowhere, telegram })).toEqual({ to: 'Telegram (+79123456789)' })
  expect(said).toEqual([{ chatId: 42, text: expect.stringContaining('О-2026-000123') }])
  await expect(trial({ ...nowhere, telegram })).rejects.toMatchObject({ code: 'Unavailable' })
})
