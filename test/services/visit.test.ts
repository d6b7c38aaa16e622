import { and, eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letterNames } from '../../domain/letters/names.ts'
import { smsNames } from '../../domain/messages/sms-names.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { processes as definitions } from '../../domain/processes.ts'
import { isPersonal, parties, rolesOfParty } from '../../domain/roles.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { visit } from '../../domain/visit.ts'
import { busyStates } from '../../domain/visit-states.ts'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { contacts } from '../../db/schema/person.ts'
import { deliveries, intake, notifications } from '../../db/schema/message.ts'
import { processes, steps } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { listPolicies } from '../../services/admin/policies.ts'
import { verifyAudit } from '../../services/audit/append.ts'
import { findSlots } from '../../services/visit/find-slots.ts'
import { listInbox } from '../../services/inbox/list.ts'
import { menuCounts } from '../../services/inbox/menu-counts.ts'
import { listNotifications } from '../../services/notifications/read.ts'
import { setOwnZone } from '../../services/people/change-zone.ts'
import { act as ask } from '../../services/process/act.ts'
import { getProcess } from '../../services/process/get.ts'
import { listProcesses } from '../../services/process/list.ts'
import { ownFile } from '../api/rights.ts'
import { recordingEngine } from '../support/recording-engine.ts'
import { bookVisit, fireNextOfVisit, moveVisit, visitContact } from './booked-visits.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const hourMs = 3_600_000
const startsAt = Date.UTC(2026, 10, 26, 11)
const bookedAt = startsAt - 100 * hourMs

let desk: Desk
let office: Office
let [manager, analyst]: Staff[] = []

/** A visit of whoever is named. */
const book = async (rep: Staff, more: object = {}): Promise<string> => (await bookVisit(office, rep, startsAt, more, bookedAt)).id
const act = (id: string, who: Staff | typeof visitContact, action: string, at: number, form: object = {}): Promise<Snapshot> =>
  moveVisit(office, id, who, action, at, form)
const fireNext = (id: string): Promise<Snapshot> => fireNextOfVisit(office, id)

const inTenant = <T>(work: Parameters<typeof desk.db.tenant<T>>[1]): Promise<T> => desk.db.tenant(office.tenantId, work)
const lettersOf = (id: string) =>
  inTenant(async (tx) => {
    const rows = await tx.select().from(deliveries).where(eq(deliveries.processId, id)).orderBy(deliveries.seq)
    return rows.map(({ template, vars }) => ({ template, vars }))
  })
const followers = (number: string) =>
  inTenant(async (tx) => (await tx.select().from(processes)).filter((row) => row.data['follows'] === number))
const numberOf = async (id: string): Promise<string> => {
  const [row] = await inTenant((tx) => tx.select().from(processes).where(eq(processes.id, id)))
  return row?.number ?? ''
}

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  manager = await office.person('Глеб Старший', 'manager')
  analyst = await office.person('Лидия Аналитик', 'analyst')
})
afterAll(() => desk.close())

/** Whose calendar is empty. */
const anotherRep = (name = 'Ирина Своя'): Promise<Staff> => office.person(name, 'rep')
const someone = (who: Staff | undefined): Staff => {
  if (!who) throw new Error('Nobody')
  return who
}

describe('a visit in the records', () => {
  it('is the representative’s own task and nobody else’s of the same role', async () => {
    const [rep, other] = [await anotherRep(), await anotherRep('Кирилл Другой')]
    const id = await book(rep)
    expect(await numberOf(id)).toMatch(/^В-2026-\d{6}$/)
    await act(id, visitContact, 'confirm', bookedAt + hourMs)
    const inboxOf = async (who: Staff): Promise<string[]> =>
      (await listInbox({ ctx: office.ctx(who, new Date(bookedAt + 2 * hourMs)), input: {} })).items.map((item) => item.id)
    expect(await inboxOf(rep)).toContain(id)
    expect(await inboxOf(other)).not.toContain(id)
    await act(id, someone(manager), 'assign', bookedAt + 3 * hourMs, { assigneeId: other.id })
    expect([await inboxOf(rep), await inboxOf(other)].map((ids) => ids.includes(id))).toEqual([false, true])
  })

  it('stands in the inbox by when it begins, and while it runs by when it ends, whichever was booked first', async () => {
    const rep = await anotherRep()
    const later = await book(rep, { startsAt: new Date(startsAt + 18 * 24 * hourMs).toISOString() })
    const tomorrow = await book(rep, { startsAt: new Date(startsAt + 24 * hourMs).toISOString() })
    const now = await book(rep)
    for (const id of [later, tomorrow, now]) await act(id, visitContact, 'confirm', bookedAt)
    const inboxAt = async (at: number) =>
      (await listInbox({ ctx: office.ctx(rep, new Date(at)), input: {} })).items.map((item) => [item.id, item.group])
    await act(now, rep, 'start', startsAt)
    expect(await inboxAt(startsAt + hourMs / 4)).toEqual([
      [now, 'today'],
      [tomorrow, 'week'],
      [later, 'later'],
    ])
    expect((await inboxAt(startsAt + hourMs))[0]).toEqual([now, 'overdue'])
  })

  it('writes to the contact, tells the representative, and keeps when its actions open', async () => {
    const rep = await anotherRep()
    const id = await book(rep)
    await act(id, visitContact, 'confirm', bookedAt)
    await act(id, someone(analyst), 'reschedule', bookedAt + hourMs, {
      startsAt: new Date(startsAt + hourMs).toISOString(),
      comment: 'Контакт занят',
    })
    await act(id, rep, 'confirm', bookedAt + 2 * hourMs)
    await fireNext(id)
    await fireNext(id)
    await fireNext(id)
    const letters = await lettersOf(id)
    expect(letters.map(({ template }) => template).filter((name) => name.startsWith('visit.'))).toEqual([
      'visit.invitation',
      'visit.moved',
      'visit.reminder',
      'visit.reminder',
    ])
    expect(letters.find(({ template }) => template === 'visit.moved')?.vars).toMatchObject({
      wasAt: startsAt,
      startsAt: startsAt + hourMs,
      comment: 'Контакт занят',
      repName: 'Ирина Своя',
    })
    const told = await inTenant((tx) =>
      tx
        .select({ text: notifications.text })
        .from(notifications)
        .where(and(eq(notifications.processId, id), eq(notifications.kind, 'reminder'))),
    )
    expect(told.map(({ text }) => text.ru)).toEqual([expect.stringContaining('визит скоро начнётся')])
    const [row] = await inTenant((tx) => tx.select({ opens: processes.opens }).from(processes).where(eq(processes.id, id)))
    expect(row?.opens).toEqual({ start: startsAt + 0.5 * hourMs, join: startsAt + 0.75 * hourMs, noShow: startsAt + 1.25 * hourMs })
  })

  it('tells a contact with a phone by SMS too what must be seen in time, and alone where there is no address', async () => {
    const rep = await anotherRep()
    const id = await book(rep, { contactPhone: '+79123456789' })
    await act(id, visitContact, 'confirm', bookedAt + hourMs)
    await fireNext(id)
    await act(id, rep, 'reschedule', startsAt - hourMs, { startsAt: new Date(startsAt + hourMs).toISOString(), comment: 'Пробка' })
    await act(id, someone(manager), 'cancel', startsAt)
    const rows = await inTenant((tx) =>
      tx.select().from(deliveries).where(eq(deliveries.processId, id)).orderBy(deliveries.seq, deliveries.channel),
    )
    expect(rows.flatMap(({ template }) => (template.startsWith('staff.') ? [] : [template]))).toEqual([
      'visit.invitation',
      'sms.visit.invitation',
      'visit.reminder',
      'sms.visit.reminder',
      'visit.moved',
      'sms.visit.moved',
      'visit.cancelled',
      'sms.visit.cancelled',
    ])
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
    expect(new Set(rows.map((row) => row.letterId)).size).toBe(rows.length)
    expect(rows.find((row) => row.channel === 'sms')).toMatchObject({ toAddress: '+79123456789', smsId: expect.any(Number), fileIds: [] })
    const alone = await book(rep, { contactEmail: '', contactPhone: '+79123456780' })
    expect((await lettersOf(alone)).map(({ template }) => template)).toEqual(['sms.visit.invitation'])
  })

  it('books the next one with the report, once, whoever returns the report', async () => {
    const [rep, chief] = [await anotherRep(), someone(manager)]
    const id = await book(rep)
    const report = { goalsReached: 'yes', nextStep: 'Привезти образцы', nextAt: new Date(startsAt + 200 * hourMs).toISOString() }
    await act(id, visitContact, 'confirm', bookedAt)
    await act(id, rep, 'start', startsAt)
    await act(id, rep, 'finish', startsAt + hourMs)
    await act(id, rep, 'report', startsAt + 2 * hourMs, report)
    await act(id, chief, 'sendBack', startsAt + 3 * hourMs, { comment: 'Дополните' })
    await act(id, rep, 'report', startsAt + 4 * hourMs, report)
    await act(id, chief, 'accept', startsAt + 5 * hourMs)
    const [next, ...more] = await followers(await numberOf(id))
    expect(more).toEqual([])
    expect(next).toMatchObject({
      kind: 'visit',
      state: 'planned',
      assigneeId: rep.id,
      data: { goals: 'Привезти образцы', startsAt: report.nextAt },
    })
    const orders = await inTenant((tx) =>
      tx
        .select()
        .from(intake)
        .where(and(eq(intake.source, 'start'), eq(intake.key, next?.id ?? ''))),
    )
    expect(orders.map(({ status }) => status)).toEqual(['received'])
    expect((await lettersOf(next?.id ?? '')).map(({ template }) => template)).toContain('visit.invitation')
    expect((await inTenant((tx) => verifyAudit(tx))).ok).toBe(true)
  })

  it('holds the next one and one that is moved to what the contact agrees to in the month', async () => {
    const rep = await anotherRep()
    const id = await book(rep)
    const [row] = await inTenant((tx) => tx.select().from(processes).where(eq(processes.id, id)))
    const contactId = row?.contactId ?? ''
    await inTenant((tx) => tx.update(contacts).set({ visitsPerMonth: 1 }).where(eq(contacts.id, contactId)))
    await act(id, visitContact, 'confirm', bookedAt)
    await act(id, rep, 'start', startsAt)
    await act(id, rep, 'finish', startsAt + hourMs)
    const report = { goalsReached: 'yes', nextAt: new Date(startsAt + 72 * hourMs).toISOString() }
    // Before the engine is asked in words, and in the record, where it is the last word.
    const input = { id, action: 'report', form: report }
    await expect(ask({ ctx: office.ctx(rep, new Date(startsAt + 2 * hourMs)), engine: noEngine, input })).rejects.toMatchObject({
      refusal: 'BadForm',
      problems: [{ field: 'nextAt', message: { ru: expect.stringContaining('уже 1 из 1 визитов') } }],
    })
    await expect(act(id, rep, 'report', startsAt + 2 * hourMs, report)).rejects.toThrow('refused')
    await act(id, rep, 'report', startsAt + 2 * hourMs, { ...report, nextStep: 'Привезти образцы' })
    const [next] = await followers(await numberOf(id))
    const later = { startsAt: new Date(startsAt + 24 * 30 * hourMs).toISOString(), comment: 'Контакт в отпуске' }
    await act(next?.id ?? '', rep, 'reschedule', startsAt + 3 * hourMs, later)
    await book(rep, {
      contactEmail: row?.data['contactEmail'],
      startsAt: new Date(startsAt + 73 * hourMs).toISOString(),
      overBudget: 'Просила',
    })
    await act(next?.id ?? '', rep, 'reschedule', startsAt + 4 * hourMs, { ...later, startsAt: report.nextAt, comment: 'Вернулась' })
    const kept = await inTenant((tx) =>
      tx
        .select()
        .from(audit)
        .where(and(eq(audit.action, 'contact.overBudget'), eq(audit.entityId, contactId))),
    )
    expect(kept).toMatchObject(['Привезти образцы', 'Просила', 'Вернулась'].map((reason) => ({ after: { month: '2026-11', reason } })))
  })

  it('takes the place of a no-show in what its contact agrees to, and is begun once however often its report is returned', async () => {
    const rep = await anotherRep()
    const nextAt = new Date(startsAt + 72 * hourMs).toISOString()
    const recording = (at: number) =>
      recordingEngine(() => ({ db: desk.db, tenantId: office.tenantId, definition: visit, now: () => new Date(at) }))
    const asked = (id: string, action: string, at: number, form: object) =>
      ask({ ctx: { ...office.ctx(rep, new Date(at)), requestId: newId() }, engine: recording(at), input: { id, action, form } })
    const agreeing = async (more: object): Promise<string> => {
      const id = await book(rep, more)
      const [row] = await inTenant((tx) => tx.select().from(processes).where(eq(processes.id, id)))
      const terms = { visitsPerMonth: 1, gapDays: 14 }
      await inTenant((tx) =>
        tx
          .update(contacts)
          .set(terms)
          .where(eq(contacts.id, row?.contactId ?? '')),
      )
      await act(id, visitContact, 'confirm', bookedAt)
      return id
    }
    const missed = await agreeing({})
    await asked(missed, 'noShow', startsAt + hourMs, { nextAt })
    expect(await followers(await numberOf(missed))).toHaveLength(1)

    const held = await agreeing({ startsAt: new Date(startsAt + 2 * hourMs).toISOString() })
    await act(held, rep, 'start', startsAt + 2 * hourMs)
    await act(held, rep, 'finish', startsAt + 3 * hourMs)
    const later = new Date(startsAt + 24 * 30 * hourMs).toISOString()
    await asked(held, 'report', startsAt + 4 * hourMs, { goalsReached: 'yes', nextAt: later })
    await act(held, someone(manager), 'sendBack', startsAt + 5 * hourMs, { comment: 'Дополните' })
    await asked(held, 'report', startsAt + 6 * hourMs, { goalsReached: 'partly', nextAt: later })
    expect(await followers(await numberOf(held))).toHaveLength(1)
  })

  it('is reported by the working hours of whose it is, also when that changes', async () => {
    const [rep, near] = [await anotherRep('Вера Дальняя'), await anotherRep()]
    const id = await book(rep)
    await setOwnZone({ ctx: office.ctx(rep), input: { zone: 'Asia/Vladivostok' } })
    const [asked] = await inTenant((tx) => tx.select().from(processes).where(eq(processes.id, id)))
    expect(asked?.recomputeKey).not.toBeNull()
    await act(id, visitContact, 'confirm', bookedAt)
    await act(id, rep, 'start', startsAt)
    // Ten in the evening there: 24 hours of work are Friday, Monday and six of Tuesday. In Moscow three are left of the Thursday.
    const finished = await act(id, rep, 'finish', startsAt + hourMs)
    expect(finished.clocks['report']?.dueAt).toBe(Date.UTC(2026, 11, 1, 5))
    const given = await act(id, someone(manager), 'assign', startsAt + 2 * hourMs, { assigneeId: near.id })
    expect(given.clocks['report']?.dueAt).toBe(Date.UTC(2026, 11, 1, 9))
  })

  it('proposes a new date for one that the contact did not come to', async () => {
    const rep = await anotherRep()
    const id = await book(rep)
    await act(id, visitContact, 'confirm', bookedAt)
    const nextAt = new Date(startsAt + 50 * hourMs).toISOString()
    const missed = await act(id, rep, 'noShow', startsAt + hourMs, { nextAt })
    expect(missed.state).toBe('noShow')
    expect((await followers(await numberOf(id))).map(({ data }) => data['startsAt'])).toEqual([nextAt])
    const open = await inTenant((tx) => tx.select().from(steps).where(eq(steps.processId, id)))
    expect(open.every((step) => step.closedAt !== null)).toBe(true)
  })
})

describe('a visit’s row for calendars and figures', () => {
  const rowOf = async (id: string) => (await inTenant((tx) => tx.select().from(visits).where(eq(visits.processId, id))))[0]

  it('follows the visit through its states', async () => {
    const rep = await anotherRep()
    const id = await book(rep, { mode: 'inPerson', address: 'Тверская, 1' })
    expect(await rowOf(id)).toMatchObject({
      state: 'planned',
      repId: rep.id,
      mode: 'inPerson',
      holds: true,
      confirmedAt: null,
      evidence: null,
    })
    await act(id, visitContact, 'confirm', bookedAt + hourMs)
    await act(id, rep, 'reschedule', bookedAt + 2 * hourMs, { startsAt: new Date(startsAt + hourMs).toISOString(), comment: 'Занят' })
    expect(await rowOf(id)).toMatchObject({ confirmedAt: null, startsAt: new Date(startsAt + hourMs) })
    await act(id, rep, 'confirm', bookedAt + 3 * hourMs)
    await act(id, rep, 'start', startsAt + hourMs)
    await act(id, rep, 'finish', startsAt + 2 * hourMs)
    await act(id, rep, 'report', startsAt + 3 * hourMs, { goalsReached: 'yes' })
    expect(await rowOf(id)).toMatchObject({
      state: 'review',
      confirmedAt: new Date(bookedAt + 3 * hourMs),
      beganAt: new Date(startsAt + hourMs),
      finishedAt: new Date(startsAt + 2 * hourMs),
      reportedAt: new Date(startsAt + 3 * hourMs),
      evidence: 'B',
      address: 'Тверская, 1',
    })
    await act(id, visitContact, 'feedback', startsAt + 4 * hourMs, { rating: 4 })
    expect(await rowOf(id)).toMatchObject({ evidence: 'A', rating: 4 })
  })

  it('is sure of a visit in person that the contact confirmed, less of a remote one that they did not enter, and doubts what was declared afterwards', async () => {
    const [met, called, late] = [await anotherRep(), await anotherRep(), await anotherRep()]
    const [sure, alone, doubtful] = [await book(met, { mode: 'inPerson', address: 'Тверская, 1' }), await book(called), await book(late)]
    await act(sure, visitContact, 'confirm', bookedAt)
    await act(sure, met, 'start', startsAt)
    await act(alone, visitContact, 'confirm', bookedAt)
    await act(alone, called, 'start', startsAt)
    await act(doubtful, late, 'confirm', bookedAt)
    await act(doubtful, late, 'start', startsAt + hourMs)
    expect([(await rowOf(sure))?.evidence, (await rowOf(alone))?.evidence, (await rowOf(doubtful))?.evidence]).toEqual(['A', 'B', 'C'])
  })

  it('keeps a representative and a contact out of two visits at once, and lets go of what is cancelled', async () => {
    const [rep, other] = [await anotherRep(), await anotherRep('Кирилл Другой')]
    const contactEmail = `${newId()}@apteka.example`
    const id = await book(rep, { contactEmail })
    const inside = { startsAt: new Date(startsAt + hourMs / 2).toISOString() }
    await expect(book(rep, inside)).rejects.toMatchObject({ name: 'TimeTaken' })
    await expect(book(other, { ...inside, contactEmail })).rejects.toMatchObject({ name: 'TimeTaken' })
    // Nor does the database let it pass, whoever asks.
    const later = await book(other, { startsAt: new Date(startsAt + 20 * hourMs).toISOString() })
    const steal = (change: object) =>
      inTenant((tx) =>
        tx
          .update(visits)
          .set({ ...change, startsAt: new Date(startsAt) })
          .where(eq(visits.processId, later)),
      )
    await expect(steal({ repId: rep.id })).rejects.toMatchObject({ cause: { constraint: 'visits_rep_free' } })
    const contactId = (await rowOf(id))?.contactId
    await expect(steal({ contactId })).rejects.toMatchObject({ cause: { constraint: 'visits_contact_free' } })
    const after = { startsAt: new Date(startsAt + 0.75 * hourMs).toISOString() }
    const next = await book(rep, after)
    await expect(act(next, rep, 'reschedule', bookedAt + hourMs, { ...inside, comment: 'Раньше' })).rejects.toThrow('refused')
    await act(id, someone(manager), 'cancel', bookedAt + 2 * hourMs)
    expect(await rowOf(id)).toMatchObject({ holds: false })
    await act(next, rep, 'reschedule', bookedAt + 3 * hourMs, { ...inside, comment: 'Раньше' })
    await book(other, { contactEmail })
  })
})

it('leaves the rest of its time to others once it is finished early, however late its report comes', async () => {
  const [rep, other] = [await anotherRep(), await anotherRep('Кирилл Другой')]
  const contactEmail = `${newId()}@apteka.example`
  const id = await book(rep, { contactEmail })
  const rest = { startsAt: new Date(startsAt + hourMs / 2).toISOString() }
  const isFree = async (): Promise<boolean> => {
    const input = { repId: rep.id, mode: 'remote', durationMinutes: 45, from: new Date(rest.startsAt) } as const
    return (await findSlots({ ctx: office.ctx(rep, new Date(startsAt)), input })).items[0]?.startsAt === rest.startsAt
  }
  await act(id, visitContact, 'confirm', bookedAt)
  await act(id, rep, 'start', startsAt)
  await expect(book(rep, rest)).rejects.toMatchObject({ name: 'TimeTaken' })
  expect(await isFree()).toBe(false)
  await act(id, rep, 'finish', startsAt + hourMs / 4)
  expect(await isFree()).toBe(true)
  const next = await book(rep, { ...rest, contactEmail })
  await act(id, rep, 'report', startsAt + 30 * hourMs, { goalsReached: 'yes' })
  // Whose it is afterwards takes nobody's time either.
  await book(other)
  await act(id, someone(manager), 'assign', startsAt + 31 * hourMs, { assigneeId: other.id })
  await expect(act(next, someone(manager), 'assign', startsAt, { assigneeId: other.id })).rejects.toThrow('refused')
})

describe('who sees a visit', () => {
  const at = new Date(bookedAt + 4 * hourMs)
  const ids = async (who: Staff): Promise<string[]> =>
    (await listProcesses({ ctx: office.ctx(who, at), input: { kind: 'visit' } })).items.map((item) => item.id)
  const told = async (who: Staff): Promise<(string | null)[]> =>
    (await listNotifications({ ctx: office.ctx(who, at), input: {} })).items.map((item) => item.processId)

  it('changes with whose it is: the list, the page, what was told and what an open screen hears', async () => {
    const [rep, other] = [await anotherRep('Ольга Прежняя'), await anotherRep('Павел Новый')]
    const id = await book(rep)
    await act(id, visitContact, 'confirm', bookedAt + hourMs)
    const page = (who: Staff) => getProcess({ ctx: office.ctx(who, at), input: { id } })
    expect((await page(rep)).state).toBe('confirmed')
    expect([await ids(rep), await ids(other), await told(rep), await told(other)]).toEqual([[id], [], [id], []])
    await act(id, someone(manager), 'assign', bookedAt + 2 * hourMs, { assigneeId: other.id })
    await expect(page(rep)).rejects.toMatchObject({ code: 'NotFound' })
    expect((await page(other)).state).toBe('confirmed')
    expect([await ids(rep), await ids(other), await told(rep), await told(other)]).toEqual([[], [id], [], [id]])
    expect((await menuCounts({ ctx: office.ctx(rep, at) })).unread).toBe(0)
  })

  it('is everybody in each of their roles', async () => {
    const both = await office.person('Роман Двоякий', 'rep', 'analyst')
    const mine = await book(both)
    const ofOthers = await book(await anotherRep())
    expect(await ids(both)).toEqual(expect.arrayContaining([mine, ofOthers]))
    const chief = await office.person('Софья Сама', 'rep', 'manager')
    expect((await ids(chief)).length).toBe((await ids(someone(manager))).length)
  })

  it('is not asked of what a party waits for: all its people may look', () => {
    for (const definition of Object.values<ProcessDefinition>(definitions))
      for (const { waitsFor } of Object.values(definition.states)) {
        if (waitsFor === undefined) continue
        const limited = isPersonal(waitsFor) || definition.only?.[waitsFor] !== undefined
        if (!isPersonal(waitsFor)) expect({ waitsFor, limited }).toEqual({ waitsFor, limited: false })
        expect(definition.readBy).toEqual(expect.arrayContaining([...rolesOfParty[waitsFor]]))
      }
  })

  it('reports with their own photos alone', async () => {
    const rep = await anotherRep()
    const id = await book(rep)
    await act(id, visitContact, 'confirm', bookedAt)
    await act(id, rep, 'start', startsAt)
    await act(id, rep, 'finish', startsAt + hourMs)
    const photos = [await ownFile(desk.db, office.tenantId, newId())]
    const engine = { start: () => Promise.resolve(), act: () => Promise.resolve({ kind: 'gone' } as const), probe: () => Promise.resolve() }
    const input = { id, action: 'report', form: { goalsReached: 'yes', photos } }
    await expect(ask({ ctx: office.ctx(rep, new Date(startsAt + 2 * hourMs)), engine, input })).rejects.toMatchObject({
      code: 'BadInput',
      problems: [{ field: 'photos' }],
    })
  })
})

it('administrators are asked about the times of visits', async () => {
  const admin = await office.person('Дарья Главная', 'admin')
  expect((await listPolicies({ ctx: office.ctx(admin) })).map(({ name }) => name)).toContain('visit.report')
})

it('the database takes every letter and every party that there is, and keeps apart visits in the states that take time', async () => {
  const client = new pg.Client({ connectionString: desk.ownerUrl })
  await client.connect()
  try {
    const check = async (name: string): Promise<string> => {
      const { rows } = await client.query<{ text: string }>(
        'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
        [name],
      )
      return rows[0]?.text ?? ''
    }
    const letters = await check('deliveries_template')
    for (const name of [...letterNames, ...smsNames]) expect(letters).toContain(`'${name}'`)
    for (const constraint of ['visits_rep_free', 'visits_contact_free'])
      expect((await check(constraint)).match(/'(\w+)'/g), constraint).toEqual(busyStates.map((state) => `'${state}'`))
    for (const constraint of ['processes_waits_for', 'intervals_party', 'steps_party']) {
      const named = await check(constraint)
      for (const party of parties) expect(named, constraint).toContain(`'${party}'`)
    }
  } finally {
    await client.end()
  }
})
