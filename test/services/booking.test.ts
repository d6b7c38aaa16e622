import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isDatabaseAway } from '../../db/away.ts'
import { newId } from '../../db/id.ts'
import { processes } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { isWorking } from '../../domain/calendar/business-calendar.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { decide } from '../../domain/decide.ts'
import { isJsonObject } from '../../domain/json.ts'
import { visit } from '../../domain/visit.ts'
import { verifyAudit } from '../../services/audit/append.ts'
import type { Ctx } from '../../services/context.ts'
import { listContacts, saveContact } from '../../services/directory/contacts.ts'
import { Problem } from '../../services/problem.ts'
import { getProcess } from '../../services/process/get.ts'
import { load, record } from '../../services/process/record.ts'
import { startChecked, startProcess } from '../../services/process/start.ts'
import type { Started } from '../../services/process/start.ts'
import { findSlots } from '../../services/visit/find-slots.ts'
import { lookAtAgreed } from '../../services/visit/look-at-agreed.ts'
import { booking } from '../workflows/visit-walk.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Staff } from './desk.ts'

const hourMs = 3_600_000
/** A Thursday, 12:00 in Moscow. */
const startsAt = Date.UTC(2026, 10, 26, 9)
const bookedAt = new Date(startsAt - 100 * hourMs)

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

/** As a screen does: what got no answer is asked again under the same request id. */
async function book(ctx: Ctx, form: object): Promise<Started> {
  for (;;) {
    try {
      return await startChecked(ctx, noEngine, visit, { ...booking(startsAt), ...form })
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
    }
  }
}

const offersOf = (error: unknown): readonly { readonly startsAt: number; readonly endsAt: number }[] => {
  if (!(error instanceof Problem) || error.code !== 'TimeTaken' || !isJsonObject(error.details)) throw error
  const { offers } = error.details
  if (!Array.isArray(offers)) throw error
  return offers
    .filter(isJsonObject)
    .map((offer) => ({ startsAt: Date.parse(String(offer['startsAt'])), endsAt: Date.parse(String(offer['endsAt'])) }))
}

describe('booking', () => {
  it('gives one of twenty at once the last place of a contact’s month, whoever comes and whenever', async () => {
    const office = await desk.office()
    const analyst = await office.person('Лидия Аналитик', 'analyst')
    const form = { name: 'Анна', language: 'ru', visitsPerMonth: 1 }
    const { id: contactId } = await saveContact({ ctx: office.ctx(analyst), input: { organizationId: null, form } })
    const reps = await Promise.all(Array.from({ length: 20 }, (_, at) => office.person(`Представитель ${at}`, 'rep')))
    const ended = await Promise.allSettled(
      reps.map((rep, at) =>
        book(office.ctx(rep, bookedAt), { repId: rep.id, contactId, startsAt: new Date(Date.UTC(2026, 11, 1 + at, 9)).toISOString() }),
      ),
    )
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of ended)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'BadInput', problems: [{ field: 'overBudget' }] })
    const held = await desk.db.tenant(office.tenantId, (tx) => tx.$count(visits, eq(visits.contactId, contactId)))
    expect(held).toBe(1)
  })

  it('gives twenty slots to twenty of two hundred who ask at once, and the others the free ones', async () => {
    const office = await desk.office()
    const analyst = await office.person('Лидия Аналитик', 'analyst')
    const reps = await Promise.all([1, 2, 3, 4].map((n) => office.person(`Представитель ${n}`, 'rep')))
    // Four representatives at five times, and five contacts who see another of them each time.
    const slots = reps.flatMap(({ id: repId }, rep) =>
      [0, 1, 2, 3, 4].map((time) => ({
        repId,
        startsAt: new Date(startsAt + time * hourMs).toISOString(),
        contactEmail: `contact${(rep + time) % 5}@${office.tenantId}.example`,
      })),
    )
    const asked = Array.from({ length: 10 }, () => slots).flat()
    const settled = await Promise.allSettled(asked.map((slot) => book(office.ctx(analyst, bookedAt), slot)))
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [offersOf(one.reason)] : []))
    expect(refused).toHaveLength(180)
    for (const offers of refused) {
      expect(offers).toHaveLength(6)
      for (const offer of offers)
        expect([offer.endsAt - offer.startsAt, isWorking(russianCalendar, offer.startsAt)]).toEqual([0.75 * hourMs, true])
    }
    const [rows, numbers, chain] = await desk.db.tenant(office.tenantId, async (tx) => [
      await tx.select().from(visits),
      (await tx.select({ number: processes.number }).from(processes)).map(({ number }) => Number(number.slice(-6))),
      await verifyAudit(tx),
    ])
    expect(new Set(rows.map((row) => `${row.repId} ${row.startsAt.toISOString()}`)).size).toBe(20)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(chain.ok).toBe(true)
  }, 120_000)

  it('answers a repeated request with its own visit, also when both come at once', async () => {
    const office = await desk.office()
    const rep = await office.person('Ирина Своя', 'rep')
    const ctx = office.ctx(rep, bookedAt)
    const twice = await Promise.all([book(ctx, { repId: rep.id }), book(ctx, { repId: rep.id })])
    expect(twice[0]).toEqual(twice[1])
  })
})

describe('somebody new', () => {
  it('keeps where they work: a place is added once, however many are booked there at once', async () => {
    const office = await desk.office()
    const rep = await office.person('Ирина Своя', 'rep')
    const bookAt = (hour: number, contactOrganization: string) =>
      book(office.ctx(rep, bookedAt), {
        repId: rep.id,
        contactOrganization,
        contactEmail: `new${String(hour)}@clinic.example`,
        startsAt: new Date(startsAt + hour * hourMs).toISOString(),
      })
    await Promise.all([bookAt(0, 'Больница № 1'), bookAt(1, 'больница № 1')])
    await bookAt(2, 'Больница № 1')
    const found = await listContacts({ ctx: office.ctx(rep, bookedAt), input: { text: 'больница' } })
    expect(found.items).toHaveLength(3)
    expect(new Set(found.items.map(({ organization }) => organization?.id)).size).toBe(1)
  })
})

describe('somebody of the directory', () => {
  it('is told on the visit with what they are', async () => {
    const office = await desk.office()
    const [rep, analyst] = [await office.person('Ирина Своя', 'rep'), await office.person('Лидия Аналитик', 'analyst')]
    const form = { name: 'Анна Руднева', position: 'дерматолог', language: 'ru' }
    const { id: contactId } = await saveContact({ ctx: office.ctx(analyst), input: { organizationId: null, form } })
    const { id } = await book(office.ctx(rep, bookedAt), { repId: rep.id, contactId, contactName: 'Анна Руднева' })
    const { card, data } = await getProcess({ ctx: office.ctx(rep, bookedAt), input: { id } })
    expect(card.find(({ name }) => name === 'contactName')?.display).toBe('Анна Руднева, дерматолог')
    expect(data['contactName']).toBe('Анна Руднева')
  })
})

describe('a time that is taken', () => {
  it('is refused as a value with the free times, whatever asks for it', async () => {
    const office = await desk.office()
    const rep = await office.person('Ирина Своя', 'rep')
    const other = await office.person('Кирилл Другой', 'rep')
    const manager = await office.person('Глеб Старший', 'manager')
    const [first, second] = [
      await book(office.ctx(rep, bookedAt), { repId: rep.id }),
      await book(office.ctx(rep, bookedAt), {
        repId: rep.id,
        contactEmail: 'b@b.example',
        startsAt: new Date(startsAt + hourMs).toISOString(),
      }),
    ]
    await book(office.ctx(other, bookedAt), { repId: other.id, contactEmail: 'c@c.example' })
    const act = async (id: string, who: Staff, action: string, at: number, form: object) => {
      const before = (await load(desk.db, { tenantId: office.tenantId, processId: id })).snapshot
      const decision = decide(visit, before, { action, form, actor: who.actor }, at)
      if (!decision.ok) throw new Error(decision.refusal.reason)
      const own = { tenantId: office.tenantId, processId: id, kind: 'visit', before, requestId: newId(), inputHash: '', actor: who.actor }
      return record(desk.db, { ...own, at, move: { kind: 'act', change: decision.change } })
    }
    const at = bookedAt.getTime() + hourMs
    const taken = { startsAt: new Date(startsAt).toISOString(), comment: 'Раньше' }
    const moved = await act(second.id, rep, 'reschedule', at, taken)
    expect(moved).toMatchObject({ kind: 'refused', reason: 'timeTaken' })
    // The visit's own time is free to it: from 12:45 on, by half hours.
    expect(moved.kind === 'refused' && moved.offers.slice(0, 2)).toEqual([
      { startsAt: new Date(startsAt - 2 * hourMs).toISOString(), endsAt: new Date(startsAt - 1.25 * hourMs).toISOString() },
      { startsAt: new Date(startsAt - 1.5 * hourMs).toISOString(), endsAt: new Date(startsAt - 0.75 * hourMs).toISOString() },
    ])
    expect(await act(first.id, manager, 'assign', at, { assigneeId: other.id })).toMatchObject({ kind: 'refused', reason: 'timeTaken' })
    await act(first.id, rep, 'confirm', at, {})
    await act(first.id, rep, 'start', startsAt, {})
    const missed = await act(first.id, rep, 'noShow', startsAt + 0.5 * hourMs, { nextAt: new Date(startsAt + hourMs).toISOString() })
    expect(missed).toMatchObject({ kind: 'refused', reason: 'timeTaken' })
    const { snapshot } = await load(desk.db, { tenantId: office.tenantId, processId: first.id })
    expect(snapshot.state).toBe('inProgress')
  })

  it('is not among the free ones, nor is the way between two visits in person', async () => {
    const office = await desk.office()
    const rep = await office.person('Ирина Своя', 'rep')
    const analyst = await office.person('Лидия Аналитик', 'analyst')
    const { id } = await book(office.ctx(rep, bookedAt), { repId: rep.id, mode: 'inPerson', address: 'Тверская, 1' })
    const from = new Date(startsAt - hourMs)
    const times = async (who: Staff, mode: 'remote' | 'inPerson', except?: string): Promise<number[]> => {
      const found = await findSlots({ ctx: office.ctx(who, bookedAt), input: { repId: rep.id, mode, durationMinutes: 30, from, except } })
      return found.items.slice(0, 4).map((slot) => (Date.parse(slot.startsAt) - startsAt) / hourMs)
    }
    expect(await times(analyst, 'remote')).toEqual([-1, -0.5, 1, 1.5])
    expect(await times(rep, 'inPerson')).toEqual([-1, 1.5, 2, 2.5])
    expect(await times(rep, 'inPerson', id)).toEqual([-1, -0.5, 0, 0.5])
    const stranger = await (await desk.office()).person('Чужой', 'rep')
    await expect(times(stranger, 'remote')).rejects.toMatchObject({ code: 'Forbidden' })
    const closed = { code: 'Forbidden', problems: [{ field: 'mode', message: { ru: expect.stringContaining('«Дистанционно»') } }] }
    await expect(times(analyst, 'inPerson')).rejects.toMatchObject(closed)
    const form = { ...booking(startsAt, 'inPerson'), repId: rep.id }
    const sent = startProcess({ ctx: office.ctx(analyst, bookedAt), engine: noEngine, input: { kind: 'visit', input: form } })
    await expect(sent).rejects.toMatchObject(closed)
    const told = async (who: Staff, hours: number) => {
      const asked = { repId: rep.id, mode: 'remote', startsAt: new Date(startsAt + hours * hourMs), durationMinutes: 30 } as const
      const { refused, ofTime } = await lookAtAgreed({ ctx: office.ctx(who, bookedAt), input: asked })
      return [refused && `!${refused.ru}`, ofTime?.ru].flatMap((one) => one?.split(' ').slice(0, 3).join(' ') ?? [])
    }
    expect(await Promise.all([-1, 0, 0.5, 1, 8].map((hours) => told(analyst, hours)))).toEqual([
      ...[[], ['!Это время уже'], ['!Это время уже'], [], ['Это вне рабочих']],
    ])
    expect(await told(await office.person('Кирилл Другой', 'rep'), 0)).toEqual([])
  })
})
