import { eq, inArray, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MailPort, OutgoingLetter } from '../../connectors/mail/port.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { startSender } from '../../services/system/sender.ts'
import type { Sender } from '../../services/system/sender.ts'
import { claimLetters } from '../../services/system/claim-letters.ts'
import { giveUpLetter, retryLetters } from '../../services/messages/people-decide.ts'
import { newId } from '../../db/id.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

// Senders beside a real database and a real mail server; nobody else sends.
let stack: Stack
beforeAll(async () => {
  stack = await startStack({ workers: false })
})
afterAll(() => stack.close())

const senders: Sender[] = []
afterEach(async () => {
  stack.outbox.faults.none()
  await Promise.all(senders.splice(0).map((sender) => sender.stop()))
  await stack.db.system((tx) => tx.delete(deliveries))
})

const troubles: unknown[] = []
function send(mail: MailPort): Sender {
  const { db, tokens, publicUrl } = stack
  const sender = startSender(db, mailChannel({ db, mail, tokens, publicUrl }), { onError: (error) => void troubles.push(error) })
  senders.push(sender)
  return sender
}
const byMail = (): MailPort => createSmtpClient({ url: stack.outbox.url, maxConnections: 12 })

/** So many letters of one organization, due in the order of their numbers. */
async function letters(org: TestOrganization, count: number, dueBefore = 0): Promise<string[]> {
  const { actor } = await org.person('support1')
  const { id } = await ticketDesk(stack, org).start(actor)
  const own = eq(deliveries.processId, id)
  const [first] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(own))
  if (!first) throw new Error('A ticket begins with a letter')
  const due = Date.now() - 60_000 - dueBefore
  const copies = Array.from({ length: count }, (_, index) => {
    const letterId = newId()
    return { ...first, id: letterId, key: letterId, letterId: `<${letterId}@${org.slug}.example>`, nextTryAt: new Date(due + index) }
  })
  await stack.db.tenant(org.id, (tx) => tx.insert(deliveries).values(copies))
  await stack.db.system((tx) => tx.delete(deliveries).where(eq(deliveries.id, first.id)))
  return copies.map((copy) => copy.id)
}
const rows = (ids: readonly string[]) =>
  stack.db.system((tx) =>
    tx
      .select()
      .from(deliveries)
      .where(inArray(deliveries.id, [...ids])),
  )
const all = (ids: readonly string[], status: string) =>
  eventually(
    async () => {
      const found = await rows(ids)
      return found.every((row) => row.status === status) ? found : undefined
    },
    `${String(ids.length)} letters are ${status}`,
  )
async function arrivals(): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { messageId } of await stack.outbox.store.listLetters({ limit: 1_000 }))
    counts.set(messageId, (counts.get(messageId) ?? 0) + 1)
  return counts
}

/** A mail server of which each letter's answer is ours to give. */
function heldMail(): MailPort & { readonly asked: OutgoingLetter[]; answer(held: (letter: OutgoingLetter) => boolean): void } {
  const asked: OutgoingLetter[] = []
  const waiting = new Map<OutgoingLetter, () => void>()
  let passes = (_: OutgoingLetter): boolean => false
  return {
    asked,
    async send(letter) {
      asked.push(letter)
      if (!passes(letter)) await new Promise<void>((resolve) => waiting.set(letter, resolve))
      return { kind: 'sent' }
    },
    answer(held) {
      passes = held
      for (const [letter, resolve] of waiting) if (held(letter)) resolve()
    },
  }
}

describe('letters that are due', () => {
  it('are shared by two senders, none twice and none left', async () => {
    const [alfa, beta] = [await makeOrganization(stack.db), await makeOrganization(stack.db)]
    const ids = [...(await letters(alfa, 40)), ...(await letters(beta, 20))]
    send(byMail())
    send(byMail())
    const sent = await all(ids, 'sent')
    const counts = await arrivals()
    for (const row of sent) {
      expect(counts.get(row.letterId)).toBe(1)
      expect(row).toMatchObject({ attempts: 1, lastError: null, nextTryAt: null, claimedBy: null, endedAt: expect.any(Date) })
    }
    expect(troubles).toEqual([])
  })

  it('of one organization wait for those of another neither for their number nor for their mail server', async () => {
    const [many, few] = [await makeOrganization(stack.db), await makeOrganization(stack.db)]
    await letters(many, 200, 3_600_000)
    const [own = ''] = await letters(few, 1)
    const mail = heldMail()
    send(mail)
    const isFew = (letter: OutgoingLetter): boolean => letter.from.address === few.supportAddress
    await eventually(async () => (mail.asked.some(isFew) ? true : undefined), 'the other one leaves')
    mail.answer(isFew)
    await all([own], 'sent')
    // Some of the many are on the wire and get no answer; what comes for the few still leaves.
    const later = await letters(few, 10)
    await all(later, 'sent')
    expect(mail.asked.filter((letter) => !isFew(letter))).toHaveLength(4)
    mail.answer(() => true)
  })

  it('are tried later and later while the mail server is away, at once when a person says so, and not when it was given up', async () => {
    const org = await makeOrganization(stack.db)
    const [first = '', second = ''] = await letters(org, 2)
    const [one] = await rows([first])
    const processId = one?.processId ?? ''
    let away = true
    const real = byMail()
    const mail: MailPort = { send: (letter) => (away ? dead.send(letter) : real.send(letter)) }
    const dead = createSmtpClient({ url: 'smtp://127.0.0.1:1' })
    const sender = send(mail)
    const tried = (attempts: number) =>
      eventually(
        async () => {
          const [row] = await rows([first])
          return row?.attempts === attempts && row.claimedBy === null ? row : undefined
        },
        `${String(attempts)} tries`,
      )
    const again = (): Promise<void> =>
      stack.db.tenant(org.id, async (tx) => void (await retryLetters(tx, org.id, processId, first, new Date())))
    for (let attempts = 1; attempts <= 3; attempts += 1) {
      const before = Date.now()
      if (attempts > 1) await again()
      sender.wake()
      const row = await tried(attempts)
      expect(row).toMatchObject({ status: 'pending', lastError: expect.stringContaining('did not take the letter') })
      const pauseMs = (row.nextTryAt?.getTime() ?? 0) - before
      expect(pauseMs).toBeGreaterThanOrEqual(5_000 * 2 ** (attempts - 1))
      expect(pauseMs).toBeLessThan(5_000 * 2 ** attempts)
    }
    await stack.db.tenant(org.id, (tx) => giveUpLetter(tx, { tenantId: org.id, processId, id: second }, 'Адреса нет', new Date()))
    away = false
    await again()
    await all([first], 'sent')
    // What was given up is not due, whatever its time says.
    await stack.db.system((tx) =>
      tx
        .update(deliveries)
        .set({ nextTryAt: new Date(0) })
        .where(eq(deliveries.id, second)),
    )
    await all(await letters(org, 1), 'sent')
    const [skipped] = await rows([second])
    expect(skipped).toMatchObject({ status: 'skipped', lastError: 'Адреса нет' })
    expect((await arrivals()).get(skipped?.letterId ?? '')).toBeUndefined()
  })

  it('stay given up when that was said while they were on the wire', async () => {
    const org = await makeOrganization(stack.db)
    const [id = ''] = await letters(org, 1)
    const mail = heldMail()
    send(mail)
    await eventually(async () => (mail.asked.length === 1 ? true : undefined), 'it is on the wire')
    const [row] = await rows([id])
    await stack.db.tenant(org.id, (tx) =>
      giveUpLetter(tx, { tenantId: org.id, processId: row?.processId ?? '', id }, 'Адреса нет', new Date()),
    )
    mail.answer(() => true)
    await all(await letters(org, 1), 'sent')
    expect((await rows([id]))[0]).toMatchObject({ status: 'skipped', lastError: 'Адреса нет' })
  })

  it('are not held up by one that can’t be written, which bears its trouble', async () => {
    const org = await makeOrganization(stack.db)
    const [bad = '', ...good] = await letters(org, 3)
    await stack.db.system((tx) =>
      tx
        .update(deliveries)
        .set({ vars: sql`'{}'::jsonb` })
        .where(eq(deliveries.id, bad)),
    )
    send(byMail())
    await all(good, 'sent')
    const row = await eventually(async () => (await rows([bad])).find((one) => one.attempts === 1), 'its trouble is noted')
    expect(row).toMatchObject({ status: 'pending', claimedBy: null, nextTryAt: expect.any(Date) })
    expect(row.lastError).not.toBe('')
  })
})

describe('a sender that stops', () => {
  it('ends what is on the wire, notes it, and takes nothing more', async () => {
    const org = await makeOrganization(stack.db)
    const ids = await letters(org, 7)
    const mail = heldMail()
    const sender = send(mail)
    await eventually(async () => (mail.asked.length === 4 ? true : undefined), 'four are on the wire')
    const stopped = sender.stop()
    mail.answer(() => true)
    await stopped
    const after = await rows(ids)
    expect(after.filter((row) => row.status === 'sent')).toHaveLength(4)
    const left = after.filter((row) => row.status === 'pending')
    expect(left.map((row) => row.claimedBy)).toEqual([null, null, null])
    expect(mail.asked).toHaveLength(4)
  })
})

describe('a claim', () => {
  const claim = (now: Date, more: Partial<Parameters<typeof claimLetters>[1]> = {}) =>
    claimLetters(stack.db, {
      channel: 'mail',
      by: newId(),
      now,
      until: new Date(now.getTime() + 20_000),
      limit: 12,
      ofOne: 4,
      without: [],
      inHand: [],
      ...more,
    })

  it('takes each organization’s oldest, one of each in turn, and nothing that is held or not yet due', async () => {
    const now = new Date()
    const [first, second, third] = [await makeOrganization(stack.db), await makeOrganization(stack.db), await makeOrganization(stack.db)]
    const [alfa, beta, gamma] = [await letters(first, 20), await letters(second, 3), await letters(third, 1)]
    const ids = async (more: Partial<Parameters<typeof claimLetters>[1]> = {}) => new Set((await claim(now, more)).map((row) => row.id))
    expect(await ids({ limit: 5 })).toEqual(new Set([...alfa.slice(0, 2), ...beta.slice(0, 2), ...gamma]))
    expect(await ids()).toEqual(new Set([...alfa.slice(2, 6), beta[2]]))
    expect(await ids({ without: [first.id] })).toEqual(new Set())
    expect((await claim(new Date(0))).length).toBe(0)
    // A lease that ended is nobody's, but for whoever still works on the letter.
    const later = new Date(now.getTime() + 20_000)
    expect((await claim(later, { limit: 100, ofOne: 100, inHand: alfa.slice(0, 3) })).length).toBe(21)
    expect((await claim(later, { limit: 100, ofOne: 100 })).length).toBe(3)
  })
})
