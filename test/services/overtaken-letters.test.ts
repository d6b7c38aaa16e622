import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HttpClient } from '../../connectors/http/http-client.ts'
import { openHttpClient } from '../../connectors/http/http-client.ts'
import { createSmscClient } from '../../connectors/sms/smsc-client.ts'
import { overtaken } from '../../domain/messages/overtaken.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { acceptedBy, postponed } from '../../services/messages/letter-result.ts'
import { createNotes } from '../../services/messages/note-results.ts'
import { smsChannel } from '../../services/messages/sms-channel.ts'
import { claimLetters } from '../../services/system/claim-letters.ts'
import { startSender } from '../../services/system/sender.ts'
import { startSmscSimulator } from '../../simulators/smsc/server.ts'
import { eventually } from '../support/eventually.ts'
import { bookVisit, moveVisit, visitContact } from './booked-visits.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

// A contact with a phone alone, written to in the night: 22:00 in Moscow, four days before.
const hourMs = 3_600_000
const startsAt = Date.UTC(2026, 10, 26, 19)
const bookedAt = startsAt - 96 * hourMs
const morningAt = bookedAt + 11 * hourMs

let desk: Desk
let office: Office
let manager: Staff
let http: HttpClient
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  manager = await office.person('Глеб Старший', 'manager')
  http = openHttpClient({ allowHttp: true, allowedNetworks: ['127.0.0.0/8'], timeoutMs: 2_000 })
})
afterEach(() => desk.db.system((tx) => tx.delete(deliveries)))
afterAll(async () => {
  await http.close()
  await desk.close()
})

const account = { login: 'demo', password: 'the-account-password' }
/** A provider, and what sends by it, on the test's clock. */
async function openWay(now: () => number) {
  const provider = await startSmscSimulator({ ...account, host: '127.0.0.1', port: 0, now })
  const sms = createSmscClient({ http, baseUrl: provider.url, ...account })
  const around = { db: desk.db, tokens: createLinkTokens('secret of the test'), publicUrl: 'http://vekha.example' }
  const sender = startSender(desk.db, smsChannel({ ...around, sms }), { onError: () => undefined, now })
  const close = async (): Promise<void> => {
    await sender.stop()
    await provider.close()
  }
  return { provider, sender, close }
}

let phones = 79_121_000_000
async function book(): Promise<string> {
  const rep = await office.person('Ирина Своя', 'rep')
  return (await bookVisit(office, rep, startsAt, { contactEmail: '', contactPhone: `+${String((phones += 1))}` })).id
}
const act = (id: string, action: string, afterMs: number, form: object = {}, who: Staff | typeof visitContact = manager) =>
  moveVisit(office, id, who, action, bookedAt + afterMs, form)
const moveTo = (id: string, hours: number, afterMs: number) =>
  act(id, 'reschedule', afterMs, { startsAt: new Date(startsAt + hours * hourMs).toISOString(), comment: 'Занят' })

const rowsOf = (id: string) =>
  desk.db.tenant(office.tenantId, (tx) =>
    tx.select().from(deliveries).where(eq(deliveries.processId, id)).orderBy(deliveries.seq, deliveries.id),
  )
const fatesOf = async (id: string) =>
  (await rowsOf(id)).flatMap(({ template, status, lastError }) => (template.startsWith('staff.') ? [] : [[template, status, lastError]]))
const change = (id: string, values: Partial<typeof deliveries.$inferInsert>) =>
  desk.db.tenant(office.tenantId, (tx) => tx.update(deliveries).set(values).where(eq(deliveries.processId, id)))
const claim = (by: string) => {
  const now = new Date(bookedAt)
  const until = new Date(bookedAt + 20_000)
  return claimLetters(desk.db, { ...{ channel: 'sms', by, now, until, limit: 1, ofOne: 1 }, without: [], inHand: [] })
}
const tooLate = ['skipped', overtaken.en] as const

describe('an SMS that waits for the morning', () => {
  it('does not leave once its visit is moved or cancelled: in the morning the contact reads the last word alone', async () => {
    let nowMs = bookedAt
    const { provider, sender, close } = await openWay(() => nowMs)
    const [moved, off, kept] = [await book(), await book(), await book()]
    for (const id of [moved, off, kept])
      await eventually(async () => (await rowsOf(id))[0]?.nextTryAt?.getTime() === morningAt || undefined, 'it waits for the morning')
    await moveTo(moved, 1, hourMs)
    await moveTo(moved, 2, 2 * hourMs)
    await act(off, 'cancel', hourMs)
    // The same words are as true after the visit is confirmed.
    await act(kept, 'confirm', hourMs, {}, visitContact)
    nowMs = morningAt
    sender.wake()
    await eventually(async () => provider.log.all.length === 3 || undefined, 'the morning’s messages left')
    const settled = async (id: string) => (await fatesOf(id)).every(([, status]) => status !== 'pending') || undefined
    for (const id of [moved, off, kept]) await eventually(() => settled(id), 'all is noted')
    await close()
    expect(await fatesOf(moved)).toEqual([
      ['sms.visit.invitation', ...tooLate],
      ['sms.visit.moved', ...tooLate],
      ['sms.visit.moved', 'sent', null],
    ])
    expect(await fatesOf(off)).toEqual([
      ['sms.visit.invitation', ...tooLate],
      ['sms.visit.cancelled', 'sent', null],
    ])
    expect(await fatesOf(kept)).toEqual([['sms.visit.invitation', 'sent', null]])
    expect(provider.log.all.filter(({ text }) => text.includes('перенесена на 27 ноября, 0:00'))).toHaveLength(1)
  })

  it('is withheld when what it reminds of has begun, and at once where its morning comes after that', async () => {
    let nowMs = bookedAt
    const [soon, tonight] = [await book(), await book()]
    const [row] = await rowsOf(tonight)
    await change(soon, { template: 'sms.visit.reminder' })
    await change(tonight, { template: 'sms.visit.reminder', vars: { ...row?.vars, startsAt: bookedAt + hourMs } })
    const { provider, sender, close } = await openWay(() => nowMs)
    const statusOf = async (id: string) => (await rowsOf(id))[0]?.status
    await eventually(async () => (await statusOf(tonight)) !== 'pending' || undefined, 'no morning is early enough')
    await eventually(async () => (await rowsOf(soon))[0]?.nextTryAt?.getTime() === morningAt || undefined, 'it waits for the morning')
    nowMs = startsAt
    sender.wake()
    await eventually(async () => (await statusOf(soon)) !== 'pending' || undefined, 'it is noted')
    await close()
    for (const id of [soon, tonight]) expect(await fatesOf(id)).toEqual([['sms.visit.reminder', ...tooLate]])
    expect(provider.log.all).toEqual([])
  })

  it('is withheld though it was refused and a person asks to try again after the move', async () => {
    const id = await book()
    await change(id, { status: 'rejected', lastError: 'SMSC 7: invalid number', nextTryAt: null })
    await moveTo(id, 1, hourMs)
    expect((await fatesOf(id))[0]).toEqual(['sms.visit.invitation', 'rejected', 'SMSC 7: invalid number'])
    await act(id, 'retry', 2 * hourMs)
    expect(await fatesOf(id)).toEqual([
      ['sms.visit.invitation', ...tooLate],
      ['sms.visit.moved', 'pending', null],
    ])
  })

  it('that a sender has in hand is not tried again, and is noted as sent if it had left', async () => {
    const [first, second] = [await book(), await book()]
    const sender = newId()
    const held = [...(await claim(sender)), ...(await claim(sender))]
    for (const id of [first, second]) await act(id, 'cancel', 1_000)
    const note = createNotes(desk.db, sender)
    const [gone, back] = [held.find((row) => row.processId === first), held.find((row) => row.processId === second)]
    if (!gone || !back) throw new Error('Both were due')
    await note(office.tenantId, acceptedBy(gone, { parts: 1, costKopecks: null }, new Date(bookedAt)))
    await note(office.tenantId, postponed(back, new Date(morningAt)))
    expect((await fatesOf(first))[0]).toEqual(['sms.visit.invitation', 'sent', null])
    expect((await fatesOf(second))[0]).toEqual(['sms.visit.invitation', ...tooLate])
  })
})

it('a question that still waits to leave is withheld once its answer is recorded', async () => {
  const support = await office.person('Олег Первый', 'support1')
  const { id } = await office.begin(support, new Date(bookedAt))
  await office.act(id, 'take', support, new Date(bookedAt + 1_000))
  await office.act(id, 'ask', support, new Date(bookedAt + 2_000), { comment: 'Какой отчёт?' })
  await office.act(id, 'answer', support, new Date(bookedAt + 3_000), { comment: 'Месячный, сказал по телефону' })
  expect(await fatesOf(id)).toEqual([
    ['ticket.ack', 'pending', null],
    ['ticket.question', ...tooLate],
  ])
})
