import { eq } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyFormValues } from '../../domain/form.ts'
import { visit } from '../../domain/visit.ts'
import type { SmtpListener } from '../../api/hooks/smtp-listener.ts'
import { newId } from '../../db/id.ts'
import { files, messages, notifications } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { findOrCreateContact } from '../../services/contacts/find-or-create.ts'
import { meetingCalendar } from '../../services/guest/calendar.ts'
import { beginProcess } from '../../services/process/begin.ts'
import { handOver } from '../../services/process/start.ts'
import { gmailReply, outlookReply } from '../support/calendar-replies.ts'
import type { Reply } from '../support/calendar-replies.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { startSupportListener } from '../support/support-listener.ts'
import { booking } from '../workflows/visit-walk.ts'

const dayMs = 86_400_000
let stack: Stack
let org: TestOrganization
let rep: TestPerson
let listener: SmtpListener
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  rep = await org.person('rep')
  listener = await startSupportListener(stack)
})
afterAll(async () => {
  await listener.close()
  await stack.close()
})

let booked = 0

/** A visit some days ahead, each on a day of its own, at 11:00 UTC to a contact of its own. */
async function book(contactEmail: string): Promise<string> {
  booked += 1
  const startsAt = Math.ceil(Date.now() / dayMs + booked * 3) * dayMs + 11 * 3_600_000
  const form = { ...booking(startsAt), repId: rep.id, contactEmail }
  const ctx = org.ctx(rep.actor)
  const begun = await stack.db.tenant(org.id, async (tx) => {
    const contactId = await findOrCreateContact(tx, ctx, { email: contactEmail, name: form.contactName, lang: 'ru' })
    return beginProcess(tx, ctx, visit, form, contactId)
  })
  await handOver(ctx, stack.engine, begun)
  return begun.id
}
async function move(id: string, action: string, form: AnyFormValues = {}, reason?: string): Promise<void> {
  const more = { seen: undefined, requestId: newId(), inputHash: '', known: 1 }
  const outcome = await stack.engine.act(id, { action, form, reason, actor: rep.actor, ...more })
  expect(outcome).toMatchObject({ kind: 'answer', answer: { ok: true } })
}

async function calendarLetters(to: string): Promise<string[]> {
  const entries = await stack.outbox.store.listLetters({ to, limit: 20 })
  const raw = await Promise.all(entries.toReversed().map((entry) => stack.outbox.store.readRaw(entry.id)))
  return raw.flatMap((letter) => (letter?.includes('text/calendar') === true ? [letter.toString('utf8')] : []))
}
const nthInvitation = (to: string, count: number): Promise<string> =>
  eventually(async () => (await calendarLetters(to))[count - 1], `letter ${String(count)} with a calendar to ${to}`)
async function calendarIn(to: string, count: number): Promise<{ readonly raw: string; readonly ics: string }> {
  const raw = await nthInvitation(to, count)
  const whole = /application\/ics[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(raw)?.[1] ?? ''
  return { raw, ics: Buffer.from(whole, 'base64').toString('utf8').replaceAll('\r\n ', '') }
}

const versionOf = (ics: string) => ics.match(/^(?:UID|SEQUENCE|STATUS|DTSTART|DTEND):.*$/gm)
/** The same as its contact takes it from the page of the visit. */
const takenFromPage = async (id: string) =>
  versionOf((await meetingCalendar({ ctx: org.ctx(rep.actor), linkId: newId(), processId: id })).replaceAll('\r\n ', ''))

async function send(raw: Buffer, from: string): Promise<void> {
  const mail = createTransport({ host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true })
  await mail.sendMail({ envelope: { from, to: org.supportAddress }, raw })
  mail.close()
}
const replyOf = (id: string, from: string, more: Pick<Reply, 'sequence' | 'partstat'> & Partial<Reply>): Reply => ({
  ...{ from, name: 'Пётр Алексеев', to: org.supportAddress },
  uid: `${id}@${org.supportAddress.split('@')[1] ?? ''}`,
  ...more,
})
const rowOf = (id: string) =>
  stack.db.tenant(org.id, async (tx) => {
    const [row] = await tx.select().from(processes).where(eq(processes.id, id))
    const stream = await tx.select().from(messages).where(eq(messages.processId, id)).orderBy(messages.at)
    return { state: row?.state, data: row?.data, stream: stream.map(({ kind, body, authorName }) => ({ kind, body, authorName })) }
  })
const visitsAndTickets = () => stack.db.tenant(org.id, async (tx) => (await tx.select().from(processes)).map((row) => row.kind))

describe('an invitation to a visit', () => {
  it('can be answered in the calendar that it came to, over the wire', async () => {
    const contact = 'gmail@apteka.example'
    const id = await book(contact)
    const { raw, ics } = await calendarIn(contact, 1)
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i)
    expect(ics).toContain(`UID:${id}@`)
    expect(ics).toContain('METHOD:REQUEST')
    expect(ics).toContain('SEQUENCE:0')
    expect(ics).toMatch(/DTSTART:\d{8}T110000Z/)
    expect(ics).toMatch(new RegExp(`ORGANIZER;CN=[^\r\n]*:mailto:${org.supportAddress}`))
    expect(ics).toMatch(/ATTENDEE;[^\r\n]*PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gmail@apteka\.example/)
    expect(ics).not.toContain('VALARM')
    expect(ics).not.toContain('/r#')

    await send(gmailReply(replyOf(id, contact, { sequence: 0, partstat: 'ACCEPTED' })), 'bounce@google.example')
    expect(await rowOf(id)).toMatchObject({ state: 'confirmed', stream: [] })
    // Once more, as by a second device: nothing moves and nobody is disturbed.
    await send(gmailReply({ ...replyOf(id, contact, { sequence: 0, partstat: 'ACCEPTED' }), name: 'Пётр' }), 'bounce@google.example')
    expect(await rowOf(id)).toMatchObject({ state: 'confirmed' })
    const kept = await stack.db.tenant(org.id, (tx) => tx.select().from(files).where(eq(files.processId, id)))
    expect(kept).toEqual([])
  })

  it('answers to an earlier time, or from another address, change nothing and are kept', async () => {
    const contact = 'outlook@apteka.example'
    const id = await book(contact)
    // Moved before it leaves, an invitation is withheld.
    const first = await calendarIn(contact, 1)
    expect(await takenFromPage(id)).toEqual(versionOf(first.ics))
    const startsAt = new Date(Math.ceil(Date.now() / dayMs + 20) * dayMs).toISOString()
    await move(id, 'reschedule', { startsAt, comment: 'Контакт просил позже' })
    const { ics } = await calendarIn(contact, 2)
    expect(ics).toContain('SEQUENCE:1')
    // Whichever of the two a calendar is given last, it is one meeting, at the same time and as certain.
    expect(await takenFromPage(id)).toEqual(versionOf(ics))
    expect(ics).toContain(`DTSTART:${startsAt.replaceAll(/[-:]|\.\d+/g, '')}`)

    await send(outlookReply(replyOf(id, contact, { sequence: 0, partstat: 'ACCEPTED' })), contact)
    await send(outlookReply(replyOf(id, 'thief@evil.example', { sequence: 1, partstat: 'ACCEPTED' })), 'thief@evil.example')
    const before = await rowOf(id)
    expect(before.state).toBe('planned')
    expect(before.stream.map((message) => message.kind)).toEqual(['note', 'note'])
    expect(before.stream[0]?.body).toContain('прежнее время')
    expect(before.stream[1]?.body).toContain('не с того адреса')

    await send(outlookReply(replyOf(id, contact, { sequence: 1, partstat: 'TENTATIVE', comment: 'Пока не знаю' })), contact)
    expect((await rowOf(id)).stream.at(-1)).toMatchObject({ kind: 'in', body: expect.stringContaining('Пока не знаю') })
    await send(outlookReply(replyOf(id, contact, { sequence: 1, partstat: 'DECLINED', comment: 'Буду в отпуске' })), contact)
    expect((await rowOf(id)).state).toBe('cancelled')
    const told = await stack.db.tenant(org.id, (tx) => tx.select().from(notifications).where(eq(notifications.processId, id)))
    expect(told.filter((one) => one.kind === 'answer')).toHaveLength(2)
  })

  it('is countered with another time, which is the contact’s wish', async () => {
    const contact = 'counter@apteka.example'
    const id = await book(contact)
    const startsAt = new Date(Math.ceil(Date.now() / dayMs + 20) * dayMs).toISOString()
    const proposes = startsAt.replaceAll(/[-:]|\.\d+/g, '')
    await send(outlookReply(replyOf(id, contact, { sequence: 0, partstat: 'TENTATIVE', proposes })), contact)
    expect(await rowOf(id)).toMatchObject({ state: 'planned', data: { wishedAt: startsAt }, stream: [] })
  })

  it('is taken back from the calendar when the visit is cancelled, and letters still reach the visit', async () => {
    const contact = 'cancelled@apteka.example'
    const id = await book(contact)
    await nthInvitation(contact, 1)
    await move(id, 'cancel', {}, 'Представитель заболел')
    const { raw, ics } = await calendarIn(contact, 2)
    expect(raw).toMatch(/method=CANCEL/)
    expect(ics).toContain('SEQUENCE:1')
    expect(ics).toContain('STATUS:CANCELLED')
    const messageId = /^Message-ID: (\S+)/im.exec(raw)?.[1] ?? ''
    const tickets = (await visitsAndTickets()).filter((kind) => kind === 'ticket')
    const words = `From: ${contact}\r\nTo: ${org.supportAddress}\r\nSubject: Re: visit\r\nIn-Reply-To: ${messageId}\r\nMessage-ID: <own@apteka.example>\r\n`
    await send(Buffer.from(`${words}Content-Type: text/plain; charset=utf-8\r\n\r\nКогда встретимся снова?\r\n`), contact)
    expect((await rowOf(id)).stream).toEqual([{ kind: 'in', body: 'Когда встретимся снова?', authorName: contact }])
    expect((await visitsAndTickets()).filter((kind) => kind === 'ticket')).toEqual(tickets)
    const told = await stack.db.tenant(org.id, (tx) => tx.select().from(notifications).where(eq(notifications.processId, id)))
    expect(told.at(-1)?.text.ru).toContain('написал контакт')
  })
})
