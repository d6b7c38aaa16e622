import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { visits } from '../../db/schema/visit.ts'
import { newId } from '../../db/id.ts'
import { saveContact } from '../../services/directory/contacts.ts'
import { saveOrganization } from '../../services/directory/organizations.ts'
import { startProcess } from '../../services/process/start.ts'
import { lookAtAgreed } from '../../services/visit/look-at-agreed.ts'
import { allowVisits } from '../../services/visit/plans/allowance.ts'
import { bookPlan } from '../../services/visit/plans/book.ts'
import type { Booked, Booking } from '../../services/visit/plans/book.ts'
import { planCoverage } from '../../services/visit/plans/coverage.ts'
import { savePlan } from '../../services/visit/plans/plans.ts'
import { proposePlan } from '../../services/visit/plans/propose.ts'
import type { ProposedVisit } from '../../services/visit/plans/propose.ts'
import { saveTarget } from '../../services/visit/plans/targets.ts'
import { booking } from '../workflows/visit-walk.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const now = '2026-11-20T09:00:00Z'
const how = { mode: 'remote', durationMinutes: 60 } as const

let desk: Desk
let office: Office
let people: { readonly [name in 'manager' | 'analyst' | 'irina' | 'kirill']: Staff }
let clinicId: string
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  people = {
    manager: await office.person('Мария Орлова', 'manager'),
    analyst: await office.person('Лидия Аналитик', 'analyst'),
    irina: await office.person('Ирина Своя', 'rep'),
    kirill: await office.person('Кирилл Другой', 'rep'),
  }
  clinicId = (await saveOrganization({ ctx: office.ctx(people.manager), input: { form: { name: 'Клиника «Рассвет»' } } })).id
})
afterAll(() => desk.close())

async function contact(name: string): Promise<string> {
  const form = { name, email: `${newId()}@clinic.example`, language: 'ru' }
  return (await saveContact({ ctx: office.ctx(people.manager), input: { organizationId: clinicId, form } })).id
}
async function planOf(...targets: readonly (readonly [contactId: string, wanted: number])[]): Promise<string> {
  const ctx = office.ctx(people.manager)
  const { id } = await savePlan({ ctx, input: { name: newId(), from: '2026-10-01', to: '2026-12-31' } })
  for (const [contactId, wanted] of targets)
    await saveTarget({ ctx, input: { planId: id, form: { contactId, repId: people.irina.id, wanted, product1: 'Витамакс' } } })
  return id
}
const proposals = async (planId: string): Promise<readonly ProposedVisit[]> =>
  (await proposePlan({ ctx: office.ctx(people.analyst, now), input: { planId, ...how } })).items
const book = async (planId: string, bookings: readonly Booking[], who = people.analyst): Promise<readonly Booked[]> =>
  (await bookPlan({ ctx: office.ctx(who, now), engine: noEngine, input: { planId, ...how, goals: 'Показать', bookings } })).items
const asBookings = (items: readonly ProposedVisit[]): Booking[] =>
  items.flatMap(({ id, turn, slot }) => (slot === null ? [] : [{ id, turn, startsAt: slot.startsAt }]))
const visitsOf = (contactId: string) =>
  desk.db.tenant(office.tenantId, (tx) => tx.select().from(visits).where(eq(visits.contactId, contactId)).orderBy(visits.startsAt))
const left = async (planId: string): Promise<number> =>
  (await planCoverage({ ctx: office.ctx(people.manager), input: { planId, by: 'rep' } })).total.left

it('proposes the next date of each, books them all once however often it is asked, and goes on from there', async () => {
  const [anna, boris] = [await contact('Анна'), await contact('Борис')]
  const planId = await planOf([anna, 2], [boris, 1])
  const first = await proposals(planId)
  expect(first.map(({ contactName, left: still, turn, why }) => [contactName, still, turn, why])).toEqual([
    ['Анна', 2, 0, null],
    ['Борис', 1, 0, null],
  ])
  const bookings = asBookings(first)
  const booked = await book(planId, bookings)
  expect(booked.map(({ refused }) => refused)).toEqual([null, null])
  expect(await book(planId, bookings)).toEqual(booked)
  expect(await visitsOf(anna)).toMatchObject([
    { organizationName: 'Клиника «Рассвет»', contactOrganizationId: clinicId, products: ['Витамакс'], repId: people.irina.id },
  ])
  expect(await left(planId)).toBe(1)
  expect((await proposals(planId)).map(({ contactName, turn }) => [contactName, turn])).toEqual([['Анна', 1]])
})

it('names what it could not book with its free times, and books the rest', async () => {
  const [anna, boris] = [await contact('Анна'), await contact('Борис')]
  const planId = await planOf([anna, 1], [boris, 1])
  const bookings = asBookings(await proposals(planId)).map((one) => ({ ...one, startsAt: '2026-11-25T09:00:00.000Z' }))
  const [first, second] = await book(planId, bookings)
  expect(first?.refused).toBeNull()
  expect(second?.refused).toMatchObject({ message: { en: expect.stringContaining('taken') }, details: { offers: expect.any(Array) } })
  expect([(await visitsOf(anna)).length, (await visitsOf(boris)).length, await left(planId)]).toEqual([1, 0, 1])
})

it('begins one visit where two ask for the same one with different times', async () => {
  const anna = await contact('Анна')
  const planId = await planOf([anna, 1])
  const [one] = asBookings(await proposals(planId))
  if (!one) throw new Error('Nothing was proposed')
  const times = ['2026-12-02T09:00:00.000Z', '2026-12-03T09:00:00.000Z']
  const both = await Promise.all(times.map((startsAt) => book(planId, [{ ...one, startsAt }])))
  expect(both.flat().filter(({ visit }) => visit !== null)).toHaveLength(1)
  expect(both.flat().find(({ refused }) => refused !== null)).toMatchObject({
    refused: { message: { en: expect.stringContaining('already') } },
  })
  expect(await visitsOf(anna)).toHaveLength(1)
  expect((await book(planId, [{ ...one, turn: 1, startsAt: '2026-12-04T09:00:00.000Z' }]))[0]?.refused).not.toBeNull()
})

it('keeps to what a contact agrees to in a month, whoever comes, unless a manager allows more', async () => {
  const anna = await contact('Анна')
  const planId = await planOf([anna, 3])
  const rows = [3, 4, 5, 6].map((day): typeof visits.$inferInsert => ({
    ...{ processId: newId(), tenantId: office.tenantId, number: newId(), state: 'closed', repId: people.kirill.id, contactId: anna },
    ...{ contactName: 'Анна', organizationName: '', mode: 'inPerson', holds: true, day: `2026-11-0${day}` },
    ...{ startsAt: new Date(Date.UTC(2026, 10, day, 9)), endsAt: new Date(Date.UTC(2026, 10, day, 10)) },
  }))
  await desk.db.tenant(office.tenantId, (tx) => tx.insert(visits).values(rows))
  const [proposed] = await proposals(planId)
  expect(proposed?.slot?.startsAt.slice(0, 7)).toBe('2026-12')
  const inNovember = { id: proposed?.id ?? '', turn: 0, startsAt: '2026-11-26T09:00:00.000Z' }
  const [refused] = await book(planId, [inNovember])
  expect(refused?.refused?.message.ru).toContain('уже 4 из 4 визитов: Кирилл Другой 4')
  expect(refused?.refused).toMatchObject({
    message: { ru: expect.stringMatching(/^У контакта.*отдельно от плана\.$/) },
    details: { contactId: anna, month: '2026-11' },
  })
  const asked = { contactId: anna, repId: people.irina.id, ...how, startsAt: new Date(inNovember.startsAt) }
  const look = await lookAtAgreed({ ctx: office.ctx(people.irina), input: asked })
  expect(look).toMatchObject({ refused: null, unwished: [{ ru: expect.stringContaining('уже 4 из 4 визитов: Кирилл Другой 4') }] })
  const more = { contactId: anna, month: '2026-11', extra: 1, reason: 'Просила сама' }
  await expect(allowVisits({ ctx: office.ctx(people.analyst), input: more })).rejects.toMatchObject({ code: 'Forbidden' })
  await allowVisits({ ctx: office.ctx(people.manager), input: more })
  expect((await book(planId, [inNovember]))[0]?.refused).toBeNull()
  const again = { ...inNovember, turn: 1, startsAt: '2026-11-27T09:00:00.000Z' }
  expect((await book(planId, [again]))[0]?.refused?.message.ru).toContain('уже 5 из 5')
})

it('asks whoever books with a form for the reason of one more, and keeps it', async () => {
  const anna = (
    await saveContact({
      ctx: office.ctx(people.analyst),
      input: { organizationId: null, form: { name: 'Анна', language: 'ru', visitsPerMonth: 0 } },
    })
  ).id
  const bookBeyond = (more: object) => {
    const ctx = office.ctx(people.irina, now)
    const form = { ...booking(Date.UTC(2026, 10, 30, 9)), contactEmail: '', repId: people.irina.id, contactId: anna, ...more }
    return startProcess({ ctx, engine: noEngine, input: { kind: 'visit', input: form } })
  }
  await expect(bookBeyond({})).rejects.toMatchObject({ code: 'BadInput', problems: [{ field: 'overBudget' }] })
  await bookBeyond({ overBudget: 'Просила образцы' })
  const kept = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.action, 'contact.overBudget')))
  expect(kept).toMatchObject([{ entityId: anna, after: { month: '2026-11', agreed: 0, used: 0, reason: 'Просила образцы' } }])
})

it('lets a representative book their own, and a manager none', async () => {
  const anna = await contact('Анна')
  const planId = await planOf([anna, 1])
  const [one] = asBookings(await proposals(planId))
  if (!one) throw new Error('Nothing was proposed')
  await expect(book(planId, [one], people.manager)).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(book(planId, [one], people.kirill)).rejects.toMatchObject({ code: 'NotFound' })
  expect((await book(planId, [one], people.irina))[0]?.refused).toBeNull()
})
