import { and, eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { zonedNoon } from '../support/noon.ts'
import { addTelegramHook } from '../../api/hooks/telegram.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { createTelegramClient } from '../../connectors/telegram/client.ts'
import type { TelegramClient } from '../../connectors/telegram/client.ts'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { deliveries } from '../../db/schema/message.ts'
import { telegramChats } from '../../db/schema/telegram-chat.ts'
import type { Channel } from '../../services/messages/channel.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { telegramChannel } from '../../services/messages/telegram-channel.ts'
import { claimLetters } from '../../services/system/claim-letters.ts'
import { readGauges } from '../../services/system/gauges.ts'
import { startSender } from '../../services/system/sender.ts'
import type { Sender } from '../../services/system/sender.ts'
import { createChatTokens } from '../../services/telegram/chat-token.ts'
import { receiveChat } from '../../services/telegram/receive.ts'
import { startTelegramSimulator } from '../../simulators/telegram/server.ts'
import type { TelegramSimulator } from '../../simulators/telegram/server.ts'
import { eventually } from '../support/eventually.ts'
import { letterWith, openGuest, stackApi, tokenIn } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

// The bot behind real HTTP both ways, a real database, our own clock: a day after the real one, so that no message of before is due.
const token = `77:${'t'.repeat(32)}`
const secret = 'what-the-messenger-proves-itself-with'
const tokens = createChatTokens('of-the-tests')
let stack: Stack
let app: FastifyInstance
let hookUrl: string
let org: TestOrganization
let telegram: TelegramSimulator
let client: TelegramClient
let nowMs = zonedNoon('Europe/Moscow')
const now = (): Date => new Date(nowMs)
const senders: Sender[] = []

beforeAll(async () => {
  stack = await startStack({ workers: false })
  const receive = (news: Parameters<typeof receiveChat>[1]) => receiveChat({ db: stack.db, tokens }, news, now())
  const chats = { urlFor: (linkId: string) => `https://t.me/bot?start=${tokens.make(linkId)}` }
  app = await stackApi(stack, undefined, [(server) => addTelegramHook(server, { secret, receive })], { chats, now })
  hookUrl = `${await app.listen({ host: '127.0.0.1', port: 0 })}/hooks/telegram`
  telegram = await startTelegramSimulator({ token, host: '127.0.0.1', port: 0 })
  client = createTelegramClient({ token, apiUrl: telegram.url, networks: ['127.0.0.0/8'] })
  await client.setWebhook({ url: hookUrl, secret })
  org = await makeOrganization(stack.db)
  begin(mailChannel({ ...stack, mail: createSmtpClient({ url: stack.outbox.url }) }))
})
afterAll(async () => {
  await Promise.all(senders.map((sender) => sender.stop()))
  await client.close()
  await telegram.close()
  await app.close()
  await stack.close()
})
const ended: Sender[] = []
afterEach(async () => {
  await Promise.all(ended.splice(0).map((sender) => sender.stop()))
})

function begin<M>(channel: Channel<M>, list: Sender[] = senders): void {
  list.push(startSender(stack.db, channel, { onError: () => undefined, now: () => nowMs }))
}
const byChat = () => telegramChannel({ ...stack, telegram: client })
const rowsOf = (processId: string) =>
  stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, processId)))
const arrives = (processId: string, status: 'sent' | 'rejected') =>
  eventually(async () => (await rowsOf(processId)).find((row) => row.status === status), `the message is ${status}`)
const toChat = (chatId: number) => telegram.log.all.filter((line) => line.chatId === chatId && line.from === 'bot').map((line) => line.text)

async function ticket(requesterEmail: string): Promise<{ readonly id: string; readonly number: string }> {
  const { actor } = await org.person('support1')
  return ticketDesk(stack, org).start(actor, { requesterEmail })
}

/** Somebody with an address who has opened the bot from their private page. */
async function inChat(chatId: number): Promise<string> {
  const email = `anna.${newId()}@client.example`
  const { number } = await ticket(email)
  const guest = openGuest(app)
  await guest.open(tokenIn(await letterWith(stack, email, number)))
  const { telegram: offer } = (await guest.get('thread')).body
  expect(offer).toMatchObject({ linked: false })
  const start =
    /start=([\w-]+)$/u.exec(
      JSON.stringify(offer)
        .split('"')
        .find((part) => part.startsWith('https://t.me')) ?? '',
    )?.[1] ?? ''
  expect(start.length).toBeLessThanOrEqual(64)
  await telegram.say(chatId, `/start ${start}`)
  expect((await guest.get('thread')).body).toMatchObject({ telegram: { linked: true }, toldBy: 'telegram' })
  return email
}

describe('somebody who opens the bot from their private page', () => {
  it('gets the next message there, once and in place of the letter, until /stop', async () => {
    const email = await inChat(11)
    expect(toChat(11)).toEqual([expect.stringContaining(org.slug)])
    begin(byChat(), ended)
    const { id, number } = await ticket(email)
    expect(await arrives(id, 'sent')).toMatchObject({
      channel: 'telegram',
      toAddress: email,
      attempts: 1,
      unsureTries: 0,
      deliveryState: null,
    })
    expect(toChat(11)).toHaveLength(2)
    expect(toChat(11)[1]).toMatch(new RegExp(`${number}.*http://vekha\\.example/r#[\\w-]{43}$`, 'u'))
    expect(await rowsOf(id)).toHaveLength(1)
    await telegram.say(11, '/stop')
    const after = await ticket(email)
    expect(await arrives(after.id, 'sent')).toMatchObject({ channel: 'mail' })
    const told = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(audit)
        .where(and(eq(audit.tenantId, org.id), eq(audit.action, 'telegram.unlink'))),
    )
    expect(told).toMatchObject([{ before: { recipient: email } }])
  })

  it('and blocks it later gets the message as a letter, under its own key', async () => {
    const email = await inChat(12)
    telegram.block(12)
    begin(byChat(), ended)
    const { id, number } = await ticket(email)
    const [written] = await rowsOf(id)
    expect(await arrives(id, 'sent')).toMatchObject({ channel: 'mail', template: 'ticket.ack', key: written?.key, id: written?.id })
    await letterWith(stack, email, number)
    const chats = await stack.db.tenant(org.id, (tx) => tx.select().from(telegramChats).where(eq(telegramChats.recipient, email)))
    expect(chats).toEqual([])
  })

  it('is reached by SMS when only a phone is known', async () => {
    const recipient = '+79125550001'
    await stack.db.tenant(org.id, (tx) => tx.insert(telegramChats).values({ tenantId: org.id, recipient, chatId: 404, linkedAt: now() }))
    begin(byChat(), ended)
    const { actor } = await org.person('support1')
    const { id } = await ticketDesk(stack, org).start(actor, { requesterEmail: undefined, requesterPhone: recipient })
    const row = await eventually(async () => (await rowsOf(id)).find((one) => one.channel === 'sms'), 'it goes on by SMS')
    expect(row).toMatchObject({
      status: 'pending',
      template: 'sms.ticket.ack',
      smsId: expect.any(Number),
      lastError: expect.stringContaining('chat not found'),
    })
  })

  it('is another in another organization', async () => {
    const email = await inChat(13)
    const other = await makeOrganization(stack.db)
    const { actor } = await other.person('support1')
    const { id } = await ticketDesk(stack, other).start(actor, { requesterEmail: email })
    const rows = await stack.db.tenant(other.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
    expect(rows).toMatchObject([{ channel: 'mail' }])
    expect(await stack.db.tenant(other.id, (tx) => tx.select().from(telegramChats))).toEqual([])
  })
})

describe('the messenger', () => {
  it('that takes no more now is asked again when it says, and what nobody knows of is counted', async () => {
    const email = await inChat(14)
    telegram.next(1, 'tooMany')
    begin(byChat(), ended)
    const { id } = await ticket(email)
    const waits = await eventually(async () => (await rowsOf(id)).find((row) => row.lastError !== null), 'it waits')
    expect(waits).toMatchObject({ status: 'pending', channel: 'telegram', attempts: 0 })
    expect(waits.nextTryAt?.getTime()).toBe(nowMs + 7_000)
    telegram.next(1, 'loseAnswer')
    nowMs += 7_000
    await eventually(async () => (await rowsOf(id)).find((row) => row.attempts === 1), 'the answer is lost')
    nowMs += 60_000
    expect(await arrives(id, 'sent')).toMatchObject({ unsureTries: 1 })
    expect(toChat(14)).toHaveLength(3)
    expect((await readGauges(stack.db, now())).perhapsTwice.get('telegram')).toBe(1)
  })

  it('counts a message whose sender died on the way as perhaps twice', async () => {
    const email = await inChat(15)
    const { id } = await ticket(email)
    const claim = {
      channel: 'telegram',
      by: newId(),
      now: now(),
      until: new Date(nowMs + 20_000),
      limit: 9,
      ofOne: 9,
      without: [],
      inHand: [],
    } as const
    expect((await claimLetters(stack.db, claim)).map((row) => row.processId)).toContain(id)
    nowMs += 60_000
    begin(byChat(), ended)
    expect(await arrives(id, 'sent')).toMatchObject({ unsureTries: 1 })
  })

  it('is believed by its secret alone, and a token by its seal', async () => {
    const before = await stack.db.system((tx) => tx.select().from(telegramChats))
    const body = JSON.stringify({ update_id: 1, message: { chat: { id: 66, type: 'private' }, text: '/stop' } })
    const forged = (headers: Record<string, string>) =>
      fetch(hookUrl, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    expect((await forged({})).status).toBe(403)
    expect((await forged({ 'x-telegram-bot-api-secret-token': `${secret}x` })).status).toBe(403)
    await telegram.say(66, `/start ${createChatTokens('another').make(newId())}`)
    await telegram.say(66, `/start ${tokens.make(newId())}`)
    expect(toChat(66)).toEqual([expect.stringContaining('личной странице'), expect.stringContaining('личной странице')])
    expect(await stack.db.system((tx) => tx.select().from(telegramChats))).toEqual(before)
  })
})
