import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { visits } from '../../db/schema/visit.ts'
import { wallText } from '../../domain/calendar/wall-text.ts'
import { saveContact } from '../../services/directory/contacts.ts'
import { saveOrganization } from '../../services/directory/organizations.ts'
import { startProcess } from '../../services/process/start.ts'
import { findSlots } from '../../services/visit/find-slots.ts'
import { lookAtAgreed } from '../../services/visit/look-at-agreed.ts'
import { listTargets } from '../../services/visit/plans/coverage.ts'
import { savePlan } from '../../services/visit/plans/plans.ts'
import { proposePlan } from '../../services/visit/plans/propose.ts'
import { saveTarget } from '../../services/visit/plans/targets.ts'
import { visitRow } from '../support/visit-rows.ts'
import { booking } from '../workflows/visit-walk.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const now = '2026-11-20T09:00:00Z'

let desk: Desk
let office: Office
let manager: Staff
let rep: Staff
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  manager = await office.person('Мария Орлова', 'manager')
  rep = await office.person('Ирина Своя', 'rep')
})
afterAll(() => desk.close())

const place = (form: object, id?: string) =>
  saveOrganization({ ctx: office.ctx(manager, now), input: { id, form: { name: 'Клиника', ...form } } })
const contactOf = async (organizationId: string | null, more: object = {}): Promise<string> => {
  const form = { name: 'Анна', language: 'ru', email: `${newId()}@clinic.example`, ...more }
  return (await saveContact({ ctx: office.ctx(manager, now), input: { organizationId, form } })).id
}
/** Of Moscow, the representative's and the contact's. */
const msk = (local: string): number => Date.parse(`${local}+03:00`)
const book = (contactId: string, local: string, more: object = {}) => {
  const input = { ...booking(msk(local)), contactEmail: '', repId: rep.id, contactId, ...more }
  return startProcess({ ctx: office.ctx(rep, now), engine: noEngine, input: { kind: 'visit', input } })
}
const found = (contactId: string, mode: 'remote' | 'inPerson') =>
  findSlots({ ctx: office.ctx(rep, now), input: { repId: rep.id, contactId, mode, durationMinutes: 60 } })
async function slotsOf(contactId: string, mode: 'remote' | 'inPerson'): Promise<string[]> {
  const { items } = await found(contactId, mode)
  return items.map(({ startsAt }) => wallText('Europe/Moscow', Date.parse(startsAt)).slice(5, 16))
}
async function proposed(contactId: string, mode: 'remote' | 'inPerson') {
  const ctx = office.ctx(manager, now)
  const { id: planId } = await savePlan({ ctx, input: { name: newId(), from: '2026-10-01', to: '2026-12-31' } })
  await saveTarget({ ctx, input: { planId, form: { contactId, repId: rep.id, wanted: 3 } } })
  const { items } = await proposePlan({ ctx, input: { planId, mode, durationMinutes: 60 } })
  const targets = await listTargets({ ctx, input: { planId } })
  return { why: items[0]?.why, refused: targets.items[0]?.refused, startsAt: items[0]?.slot?.startsAt }
}

it('books nothing where a place admits no representatives, whatever reason is given, until the mark is taken off', async () => {
  const clinic = await place({ refusal: 'приказ главврача № 12' })
  expect(clinic).toMatchObject({ refusal: 'приказ главврача № 12', refusedAt: new Date(now) })
  const anna = await contactOf(clinic.id)
  const refused = {
    code: 'BadInput',
    problems: [{ field: 'startsAt', message: { ru: expect.stringMatching(/приказ главврача № 12.*Отметку снимают/) } }],
  }
  await expect(book(anna, '2026-12-01T10:00')).rejects.toMatchObject(refused)
  await expect(book(anna, '2026-12-01T10:00', { mode: 'inPerson', overBudget: 'Просила' })).rejects.toMatchObject(refused)
  expect(await found(anna, 'remote')).toMatchObject({ items: [], against: { ru: expect.stringContaining('приказ главврача № 12') } })
  expect(await proposed(anna, 'remote')).toMatchObject({ why: 'refused', refused: true })
  await place({}, clinic.id)
  await book(anna, '2026-12-01T10:00')
  expect(await proposed(anna, 'remote')).toMatchObject({ why: null, refused: false })
  const kept = await desk.db.tenant(office.tenantId, (tx) =>
    tx
      .select()
      .from(audit)
      .where(and(eq(audit.entityId, clinic.id), eq(audit.action, 'contactOrganization.change'))),
  )
  expect(kept).toMatchObject([
    { before: { refusal: 'приказ главврача № 12', refusedAt: new Date(now).toISOString() }, after: { refusal: null, refusedAt: null } },
  ])
})

it('comes in person at the hours of the place alone, and meets remotely at any', async () => {
  const clinic = await place({ visitHours: 'вт 15–17, чт 10–12' })
  const anna = await contactOf(clinic.id)
  expect((await slotsOf(anna, 'inPerson')).slice(0, 5)).toEqual(['11-24T15:00', '11-24T15:30', '11-24T16:00', '11-26T10:00', '11-26T10:30'])
  expect((await slotsOf(anna, 'remote'))[0]).toBe('11-20T12:00')
  const inPerson = { mode: 'inPerson', address: 'Тверская, 1' }
  await expect(book(anna, '2026-12-02T10:00', { ...inPerson, overBudget: 'Просила' })).rejects.toMatchObject({
    problems: [{ field: 'startsAt', message: { ru: expect.stringContaining('вт 15–17, чт 10–12') } }],
  })
  await book(anna, '2026-12-02T10:00')
  await book(anna, '2026-12-03T10:00', inPerson)
  expect(new Date((await proposed(anna, 'inPerson')).startsAt ?? 0).getUTCHours()).toBeOneOf([7, 8, 12, 13])
  await expect(place({ visitHours: 'по вторникам' }, clinic.id)).rejects.toMatchObject({ problems: [{ field: 'visitHours' }] })
})

it('proposes nothing within the days that a contact asks for between two, also after a visit that was held', async () => {
  const anna = await contactOf(null, { gapDays: 14 })
  const held = { contactId: anna, state: 'closed', day: '2026-11-18' }
  await desk.db.tenant(office.tenantId, (tx) => tx.insert(visits).values([visitRow(office.tenantId, rep, msk('2026-11-18T10:00'), held)]))
  await expect(book(anna, '2026-12-01T14:00')).rejects.toMatchObject({ code: 'BadInput', problems: [{ field: 'overBudget' }] })
  expect((await slotsOf(anna, 'remote'))[0]).toBe('12-02T09:00')
  const soonest = (await proposed(anna, 'remote')).startsAt ?? ''
  expect(Date.parse(soonest)).toBeGreaterThanOrEqual(msk('2026-12-02T09:00'))
  await book(anna, '2026-12-02T09:00')
})

it('asks for a reason against what a contact asks for, and keeps it', async () => {
  const anna = await contactOf(null, { onlyMode: 'remote', gapDays: 14, visitHours: 'вт после 15' })
  expect((await slotsOf(anna, 'remote')).slice(0, 2)).toEqual(['11-24T15:00', '11-24T15:30'])
  await book(anna, '2026-11-24T15:00')
  expect((await slotsOf(anna, 'remote'))[0]).toBe('12-08T15:00')
  expect(await found(anna, 'remote')).toMatchObject({ against: null })
  expect(await found(anna, 'inPerson')).toMatchObject({ against: { ru: 'Контакт просит только так: дистанционно.' } })
  expect(await proposed(anna, 'inPerson')).toMatchObject({ why: 'mode' })
  expect((await proposed(anna, 'remote')).startsAt?.slice(0, 10)).toMatch(/2026-12-(08|15|22|29)/)
  const asked = {
    contactId: anna,
    repId: rep.id,
    mode: 'inPerson',
    startsAt: new Date(msk('2026-12-04T10:00')),
    durationMinutes: 45,
  } as const
  const { refused, unwished } = await lookAtAgreed({ ctx: office.ctx(rep, now), input: asked })
  expect([refused, unwished.map(({ ru }) => ru.slice(0, 30))]).toEqual([
    null,
    ['Контакт просит только так: дис', 'Контакт просит приходить в дру', 'Контакт просит не чаще раза в '],
  ])
  const inPerson = { mode: 'inPerson', address: 'Тверская, 1' }
  await expect(book(anna, '2026-12-04T10:00', inPerson)).rejects.toMatchObject({ code: 'BadInput', problems: [{ field: 'overBudget' }] })
  await book(anna, '2026-12-04T10:00', { ...inPerson, overBudget: 'Сама позвала' })
  const kept = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.action, 'contact.overBudget')))
  expect(kept).toMatchObject([
    { entityId: anna, after: { reason: 'Сама позвала', against: [expect.any(String), expect.any(String), expect.any(String)] } },
  ])
  await book(anna, '2026-12-22T16:00')
})
