import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { zonedNoon } from '../support/noon.ts'
import type { HttpClient } from '../../connectors/http/http-client.ts'
import { openHttpClient } from '../../connectors/http/http-client.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import type { SmsPort } from '../../connectors/sms/port.ts'
import { createSmscClient } from '../../connectors/sms/smsc-client.ts'
import { deliveries, notifications } from '../../db/schema/message.ts'
import { newId } from '../../db/id.ts'
import { setOrganization } from '../../services/admin/organization.ts'
import type { Channel } from '../../services/messages/channel.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { retryLetters } from '../../services/messages/people-decide.ts'
import { smsChannel } from '../../services/messages/sms-channel.ts'
import { readThread } from '../../services/requester/thread.ts'
import { openLink, visitorBy } from '../../services/links/visitor.ts'
import { claimLetters } from '../../services/system/claim-letters.ts'
import type { Sender } from '../../services/system/sender.ts'
import { startSender } from '../../services/system/sender.ts'
import { listNotifications } from '../../services/notifications/read.ts'
import { readGauges } from '../../services/system/gauges.ts'
import { watchBalance } from '../../services/system/sms-account.ts'
import { pollSms, receiveSmsNews } from '../../services/system/sms-news.ts'
import { startSmscSimulator } from '../../simulators/smsc/server.ts'
import type { SmscSimulator, SmscSimulatorOptions } from '../../simulators/smsc/server.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

// Senders beside a real database and a provider behind real HTTP; the clock is ours. Everything happens on the day after the real one.
const [minuteMs, hourMs] = [60_000, 3_600_000]
let stack: Stack
let org: TestOrganization
let http: HttpClient
beforeAll(async () => {
  stack = await startStack({ workers: false })
  http = openHttpClient({ allowHttp: true, allowedNetworks: ['127.0.0.0/8'], timeoutMs: 2_000 })
})
afterAll(async () => {
  await http.close()
  await stack.close()
})

let nowMs = 0
const now = (): Date => new Date(nowMs)
const senders: Sender[] = []
const providers: SmscSimulator[] = []
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()))
  await Promise.all(providers.splice(0).map((provider) => provider.close()))
  await stack.db.system((tx) => tx.delete(deliveries))
})

const account = { login: 'demo', password: 'the-account-password' }
async function provider(options: Partial<SmscSimulatorOptions> = {}): Promise<{ readonly provider: SmscSimulator; readonly sms: SmsPort }> {
  nowMs = zonedNoon('Europe/Moscow')
  org = await makeOrganization(stack.db)
  const made = await startSmscSimulator({ ...account, host: '127.0.0.1', port: 0, now: () => nowMs, ...options })
  providers.push(made)
  return { provider: made, sms: createSmscClient({ http, baseUrl: made.url, ...account }) }
}

function begin<M>(channel: Channel<M>): void {
  senders.push(startSender(stack.db, channel, { onError: () => undefined, now: () => nowMs }))
}
const bySms = (sms: SmsPort | undefined) => smsChannel({ ...stack, sms })
function forward(ms: number): void {
  nowMs += ms
  for (const sender of senders) sender.wake()
}

let phones = 1_000_000
/** A ticket of somebody with a phone alone; its first message is an SMS. */
async function byPhone(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { actor } = await org.person('support1')
  const requesterPhone = `8 (912) ${String((phones += 1))}`
  const { id } = await ticketDesk(stack, org).start(actor, { requesterEmail: undefined, requesterPhone, ...changes })
  return id
}
async function rowOf(processId: string): Promise<typeof deliveries.$inferSelect> {
  const [row] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, processId)))
  if (!row) throw new Error('The ticket has no message')
  return row
}
const when = (processId: string, what: string, holds: (row: typeof deliveries.$inferSelect) => boolean) =>
  eventually(async () => {
    const row = await rowOf(processId)
    return holds(row) ? row : undefined
  }, what)
const sent = (processId: string) => when(processId, 'the SMS is sent', (row) => row.status === 'sent')

describe('a requester with a phone and no address', () => {
  it('gets a short SMS with the private link, once, and what it cost is known', async () => {
    const { provider: smsc, sms } = await provider()
    begin(bySms(sms))
    const id = await byPhone({ requesterPhone: '8 (912) 345-67-89' })
    forward(0)
    const row = await sent(id)
    expect(row).toMatchObject({ channel: 'sms', template: 'sms.ticket.ack', toAddress: '+79123456789', deliveryState: 'accepted' })
    const [message] = smsc.log.all
    expect(message).toMatchObject({ id: row.smsId, phone: '79123456789', parts: row.parts })
    expect(message?.text).toMatch(/принято: http:\/\/vekha\.example\/r#[\w-]{43}$/u)
    expect(row.costKopecks).toBe(380 * (row.parts ?? 0))
    expect(smsc.log.all).toHaveLength(1)
    // The link in it opens this ticket, for a requester of whom only the phone is known.
    const token = /#([\w-]{43})$/u.exec(message?.text ?? '')?.[1] ?? ''
    const door = { db: stack.db, now: now(), party: 'requester' } as const
    const { linkId } = await openLink(door, token)
    const visitor = await visitorBy(door, { linkId, token, requestId: undefined })
    expect(visitor).toMatchObject({ processId: id, ctx: { actor: { kind: 'link', party: 'requester' } } })
    const { number } = await ticketDesk(stack, org).row(id)
    expect(await readThread(visitor)).toMatchObject({ number, toldBy: 'sms' })
  })

  it('is refused to nobody: a form that says neither is', async () => {
    await provider()
    const { actor } = await org.person('support1')
    await expect(ticketDesk(stack, org).start(actor, { requesterEmail: undefined })).rejects.toMatchObject({
      problems: [{ field: 'requesterEmail' }],
    })
    await expect(ticketDesk(stack, org).start(actor, { requesterPhone: '12' })).rejects.toMatchObject({
      problems: [{ field: 'requesterPhone' }],
    })
  })

  it('with an address gets a letter and no SMS', async () => {
    await provider()
    const id = await byPhone({ requesterEmail: 'o.petrov@alfa.example' })
    expect(await rowOf(id)).toMatchObject({ channel: 'mail', template: 'ticket.ack', smsId: null })
  })

  it('of an installation without a provider is seen as not told, with what to do', async () => {
    await provider()
    begin(bySms(undefined))
    const id = await byPhone()
    forward(0)
    expect((await when(id, 'the SMS is refused', (row) => row.status === 'rejected')).lastError).toContain('SMSC_PASSWORD')
  })
})

describe('a provider that is away', () => {
  it('for an hour holds up no letter, and every SMS arrives after, once', async () => {
    const { provider: smsc, sms } = await provider()
    smsc.faults.always('refuse')
    begin(bySms(sms))
    begin(mailChannel({ ...stack, mail: createSmtpClient({ url: stack.outbox.url }) }))
    const waiting = await Promise.all(Array.from({ length: 6 }, () => byPhone()))
    const tries = async () => (await Promise.all(waiting.map(rowOf))).reduce((sum, row) => sum + row.attempts, 0)
    let before = 0
    for (let passed = 0; passed < hourMs; passed += 10 * minuteMs) {
      forward(10 * minuteMs)
      const known = before
      before = await eventually(async () => ((await tries()) > known ? tries() : undefined), 'the provider is tried again')
      const { actor } = await org.person('support1')
      const { id } = await ticketDesk(stack, org).start(actor)
      forward(0)
      await sent(id)
    }
    expect(smsc.log.all).toEqual([])
    smsc.faults.none()
    forward(10 * minuteMs)
    const rows = await Promise.all(waiting.map(sent))
    expect(smsc.log.all).toHaveLength(rows.length)
    expect(new Set(smsc.log.all.map((one) => one.id))).toEqual(new Set(rows.map((row) => row.smsId)))
  })

  it('after it took a message is asked before anything is sent again', async () => {
    const { provider: smsc, sms } = await provider()
    smsc.faults.next(1, 'loseAnswer')
    begin(bySms(sms))
    const id = await byPhone()
    forward(0)
    await when(id, 'the first try failed', (row) => row.attempts === 1)
    // The provider refuses the same words only within a minute.
    forward(10 * minuteMs)
    await sent(id)
    expect(smsc.log.all).toHaveLength(1)
  })

  it('is left alone while it refuses our account, and the messages wait', async () => {
    const { provider: smsc, sms } = await provider({ balanceKopecks: 0 })
    begin(bySms(sms))
    const id = await byPhone()
    forward(0)
    expect((await when(id, 'the first try failed', (row) => row.attempts === 1)).lastError).toContain('no money')
    smsc.topUp(10_000)
    forward(10 * minuteMs)
    await sent(id)
    expect(smsc.log.all).toHaveLength(1)
  })
})

describe('a sender that dies', () => {
  it('between sending and noting leaves one message at the provider', async () => {
    const { provider: smsc, sms } = await provider()
    const id = await byPhone()
    const claim = { channel: 'sms', by: newId(), limit: 1, ofOne: 1, without: [], inHand: [] } as const
    const [row] = await claimLetters(stack.db, { ...claim, now: now(), until: new Date(nowMs + 20_000) })
    if (!row) throw new Error('Nothing was due')
    const channel = bySms(sms)
    const [composed] = await channel.compose(org.id, [row], now())
    if (!composed || composed.message instanceof Error || composed.message instanceof Date) throw new Error('It can be written')
    await channel.send(row, composed.message, now())
    expect(await rowOf(id)).toMatchObject({ status: 'pending', attempts: 0 })
    nowMs += 5 * minuteMs
    begin(channel)
    expect(await sent(id)).toMatchObject({ smsId: row.smsId })
    expect(smsc.log.all).toHaveLength(1)
  })
})

describe('news of a message', () => {
  const push = async (id: string, state: 'sent' | 'delivered' | 'read' | 'undeliverable', reasonCode = 0): Promise<void> => {
    const { smsId, toAddress } = await rowOf(id)
    await receiveSmsNews(
      stack.db,
      { clientId: smsId ?? 0, phone: toAddress.slice(1), status: { state, reasonCode, changedAt: nowMs } },
      now(),
    )
  }

  it('move it on and never back', async () => {
    const { sms } = await provider()
    begin(bySms(sms))
    const id = await byPhone()
    forward(0)
    await sent(id)
    const states: unknown[] = []
    for (const state of ['delivered', 'sent', 'undeliverable', 'read', 'delivered'] as const) {
      await push(id, state)
      states.push((await rowOf(id)).deliveryState)
    }
    expect(states).toEqual(['delivered', 'delivered', 'delivered', 'read', 'read'])
    expect(await rowOf(id)).toMatchObject({ status: 'sent', lookAt: null })
  })

  it('of another phone under the same id, and of unknown ids, change nothing', async () => {
    await provider()
    const id = await byPhone()
    const { smsId } = await rowOf(id)
    const status = { state: 'delivered', reasonCode: 0, changedAt: nowMs } as const
    await receiveSmsNews(stack.db, { clientId: smsId ?? 0, phone: '79990000000', status }, now())
    await receiveSmsNews(stack.db, { clientId: 1, phone: '79990000000', status }, now())
    expect((await rowOf(id)).deliveryState).toBeNull()
  })

  it.each([
    ['delivered', { status: 'sent', deliveryState: 'delivered' }],
    ['undeliverable', { status: 'rejected', deliveryState: 'failed', reasonCode: 6, lastError: 'SMSC: the phone is offline' }],
  ] as const)('that come before our own note are kept: %s', async (state, expected) => {
    const { provider: smsc, sms } = await provider()
    const id = await byPhone()
    await push(id, state, state === 'undeliverable' ? 6 : 0)
    expect(await rowOf(id)).toMatchObject({ status: 'pending' })
    begin(bySms(sms))
    expect(await when(id, 'it has ended', (row) => row.status !== 'pending')).toMatchObject({ ...expected, attempts: 1 })
    expect(smsc.log.all).toHaveLength(1)
  })

  it('that nobody pushed are asked for; what was lost goes again as a new message when a person says so', async () => {
    const { provider: smsc, sms } = await provider()
    begin(bySms(sms))
    const id = await byPhone({ requesterPhone: '+79120000001' })
    const other = await byPhone()
    smsc.faults.fate('+79120000001', 22, 1)
    forward(0)
    const [first] = await Promise.all([sent(id), sent(other)])
    expect(await pollSms(stack.db, sms, now())).toBe(0)
    nowMs += 3 * minuteMs
    expect(await pollSms(stack.db, sms, now())).toBe(2)
    expect(await rowOf(other)).toMatchObject({ status: 'sent', deliveryState: 'delivered' })
    expect(await rowOf(id)).toMatchObject({ status: 'rejected', deliveryState: 'failed', lastError: 'SMSC: there is no such number' })
    expect(await pollSms(stack.db, sms, now())).toBe(0)
    smsc.faults.none()
    await stack.db.tenant(org.id, (tx) => retryLetters(tx, org.id, id, undefined, now()))
    forward(0)
    const again = await sent(id)
    expect(again.smsId).not.toBe(first.smsId)
    expect(smsc.log.all.filter((one) => one.phone === '79120000001').map((one) => one.id)).toEqual([first.smsId, again.smsId])
  })
})

describe('a message that', () => {
  it('would leave at night waits for the receiver’s morning', async () => {
    const { provider: smsc, sms } = await provider()
    // Noon in Moscow is 21:00 in Kamchatka.
    begin(bySms(sms))
    const far = await byPhone({ requesterZone: 'Asia/Kamchatka' })
    const near = await byPhone()
    forward(0)
    await sent(near)
    const waits = await when(far, 'it waits', (row) => (row.nextTryAt?.getTime() ?? 0) > nowMs)
    expect(waits).toMatchObject({ status: 'pending', attempts: 0, lastError: null })
    expect(waits.nextTryAt?.getTime()).toBe(nowMs + 12 * hourMs)
    expect(smsc.log.all).toHaveLength(1)
    forward(12 * hourMs)
    await sent(far)
    expect(smsc.log.all).toHaveLength(2)
  })

  it('waits for the morning waits for another one when the quiet hours change, and leaves when there are none', async () => {
    const { provider: smsc, sms } = await provider()
    begin(bySms(sms))
    const far = await byPhone({ requesterZone: 'Asia/Kamchatka' })
    forward(0)
    await when(far, 'it waits', (row) => (row.nextTryAt?.getTime() ?? 0) > nowMs)
    const { actor } = await org.person('admin')
    const set = (fromMinute: number, toMinute: number) =>
      setOrganization({ ctx: org.ctx(actor, newId(), now()), input: { name: 'ООО', lang: 'ru', quiet: { fromMinute, toMinute } } })
    await set(20 * 60, 7 * 60)
    expect((await rowOf(far)).nextTryAt?.getTime()).toBe(nowMs + 10 * hourMs)
    await set(0, 0)
    forward(0)
    await sent(far)
    expect(smsc.log.all).toHaveLength(1)
  })

  it('has a wrong number is refused for good', async () => {
    const { provider: smsc, sms } = await provider()
    begin(bySms(sms))
    const id = await byPhone({ requesterPhone: '+99 999 9999' })
    forward(0)
    expect(await when(id, 'it is refused', (row) => row.status === 'rejected')).toMatchObject({
      lastError: 'SMSC 7: invalid number',
      reasonCode: 7,
      nextTryAt: null,
    })
    expect(smsc.log.all).toEqual([])
  })
})

describe('the balance', () => {
  it('that falls below the threshold is told to administrators once for each fall, whoever asks', async () => {
    const { provider: smsc, sms } = await provider({ balanceKopecks: 60_000 })
    const admin = await org.person('admin')
    const told = () => stack.db.tenant(org.id, (tx) => tx.select().from(notifications).where(eq(notifications.userId, admin.id)))
    const asked = async (afterMs = 6 * minuteMs): Promise<number> => {
      nowMs += afterMs
      await Promise.all([1, 2, 3].map(() => watchBalance(stack.db, sms, 50_000, now())))
      return (await told()).length
    }
    expect(await asked()).toBe(0)
    smsc.topUp(-20_000)
    // Nobody asks more often than once in five minutes.
    expect(await asked(minuteMs)).toBe(0)
    expect([await asked(), await asked()]).toEqual([1, 1])
    expect((await told())[0]).toMatchObject({ kind: 'trouble', processId: null, text: { en: expect.stringContaining('400,00') } })
    expect((await readGauges(stack.db, now())).smsBalanceKopecks).toBe(40_000)
    smsc.topUp(20_000)
    expect(await asked()).toBe(1)
    smsc.topUp(-20_000)
    expect([await asked(), await asked()]).toEqual([2, 2])
    const ctx = org.ctx(admin.actor)
    expect((await listNotifications({ ctx, input: {} })).items).toMatchObject([{ number: null }, { number: null }])
  })
})
