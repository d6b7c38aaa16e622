import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { contacts } from '../../db/schema/person.ts'
import { visits } from '../../db/schema/visit.ts'
import { visitTargets } from '../../db/schema/visit-plan.ts'
import { newId } from '../../db/id.ts'
import { saveContact } from '../../services/directory/contacts.ts'
import { saveOrganization } from '../../services/directory/organizations.ts'
import { listTargets, planCoverage } from '../../services/visit/plans/coverage.ts'
import { listPlans, savePlan } from '../../services/visit/plans/plans.ts'
import { removeTarget, saveTarget } from '../../services/visit/plans/targets.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const quarter = { from: '2026-10-01', to: '2026-12-31' } as const

let desk: Desk
let office: Office
let manager: Staff
let irina: Staff
let kirill: Staff
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  manager = await office.person('Мария Орлова', 'manager')
  irina = await office.person('Ирина Своя', 'rep')
  kirill = await office.person('Кирилл Другой', 'rep')
})
afterAll(() => desk.close())

const contact = async (name: string, organizationId: string | null = null): Promise<string> =>
  (await saveContact({ ctx: office.ctx(manager), input: { organizationId, form: { name, language: 'ru' } } })).id
const plan = async (name: string): Promise<string> => (await savePlan({ ctx: office.ctx(manager), input: { name, ...quarter } })).id
const target = async (planId: string, contactId: string, rep: Staff, wanted: number): Promise<string> =>
  (await saveTarget({ ctx: office.ctx(manager), input: { planId, form: { contactId, repId: rep.id, wanted } } })).id

async function visited(rep: Staff, contactId: string, ...rows: readonly (readonly [day: string, state: string])[]): Promise<void> {
  const values = rows.map(([day, state], at): typeof visits.$inferInsert => ({
    ...{ processId: newId(), tenantId: office.tenantId, number: newId(), state, repId: rep.id, contactId, contactName: 'Анна' },
    ...{ organizationName: '', mode: at % 2 === 0 ? 'remote' : 'inPerson', day, holds: state !== 'cancelled' && state !== 'noShow' },
    ...{ startsAt: new Date(`${day}T09:00:00Z`), endsAt: new Date(`${day}T10:00:00Z`) },
  }))
  await desk.db.tenant(office.tenantId, (tx) => tx.insert(visits).values(values))
}

it('tells what is held, booked and left of what was wanted, and counts no visit twice, of another or of another time', async () => {
  const clinic = await saveOrganization({ ctx: office.ctx(manager), input: { form: { name: 'Клиника «Рассвет»' } } })
  const [anna, boris, vera] = [await contact('Анна', clinic.id), await contact('Борис', clinic.id), await contact('Вера')]
  const planId = await plan('Четвёртый квартал')
  await target(planId, anna, irina, 4)
  await target(planId, boris, irina, 2)
  await target(planId, vera, kirill, 1)
  await visited(irina, anna, ['2026-09-30', 'closed'], ['2026-10-01', 'closed'], ['2026-10-12', 'noShow'], ['2026-12-31', 'planned'])
  await visited(irina, boris, ['2026-10-02', 'closed'], ['2026-10-09', 'review'], ['2026-11-09', 'confirmed'], ['2027-01-01', 'planned'])
  // Somebody else's visit to her contact is not hers.
  await visited(kirill, anna, ['2026-11-11', 'closed'])

  const ctx = office.ctx(manager)
  const byRep = await planCoverage({ ctx, input: { planId, by: 'rep' } })
  expect(byRep.total).toEqual({ targets: 3, done: 1, wanted: 7, held: 3, booked: 1, left: 3, extra: 1 })
  expect(byRep.rows).toEqual([
    { id: irina.id, label: 'Ирина Своя', targets: 2, done: 1, wanted: 6, held: 3, booked: 1, left: 2, extra: 1 },
    { id: kirill.id, label: 'Кирилл Другой', targets: 1, done: 0, wanted: 1, held: 0, booked: 0, left: 1, extra: 0 },
  ])
  const byPlace = await planCoverage({ ctx, input: { planId, by: 'organization' } })
  expect(byPlace.rows.map(({ id, label, left }) => [id, label, left])).toEqual([
    [clinic.id, 'Клиника «Рассвет»', 2],
    [null, '', 1],
  ])
  const short = await listTargets({ ctx, input: { planId, short: true } })
  expect(short.items.map(({ contactName, held, booked, left }) => [contactName, held, booked, left])).toEqual([
    ['Анна', 1, 1, 2],
    ['Вера', 0, 0, 1],
  ])
  expect((await listTargets({ ctx, input: { planId, organizationId: null } })).items.map(({ contactName }) => contactName)).toEqual([
    'Вера',
  ])
  // A representative sees their own, whatever they ask for.
  const own = await planCoverage({ ctx: office.ctx(kirill), input: { planId, by: 'rep' } })
  expect(own.rows.map(({ id }) => id)).toEqual([kirill.id])
  expect((await listTargets({ ctx: office.ctx(kirill), input: { planId, repId: irina.id } })).items).toEqual([])
})

it('reads targets page by page', async () => {
  const planId = await plan('Длинный')
  const row = { tenantId: office.tenantId, createdAt: new Date() } as const
  const people = Array.from({ length: 52 }, (_, at) => ({ ...row, id: newId(), name: `Имя ${at % 3}`, lang: 'ru' as const }))
  await desk.db.tenant(office.tenantId, async (tx) => {
    await tx.insert(contacts).values(people)
    const of = { planId, repId: irina.id, wanted: 1, products: [] }
    await tx.insert(visitTargets).values(people.map(({ id: contactId }) => ({ ...row, ...of, id: newId(), contactId })))
  })
  const first = await listTargets({ ctx: office.ctx(irina), input: { planId } })
  const second = await listTargets({ ctx: office.ctx(irina), input: { planId, cursor: first.nextCursor ?? '' } })
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 2, null])
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(52)
})

it('is kept by whoever keeps the directory, each change with its audit row', async () => {
  const planId = await plan('Правки')
  const anna = await contact('Анна Правкина')
  const id = await target(planId, anna, irina, 2)
  const form = { contactId: anna, repId: irina.id, wanted: 3, product1: 'Витамакс', product2: 'Витамакс' }
  await saveTarget({ ctx: office.ctx(manager), input: { planId, id, form } })
  expect((await listTargets({ ctx: office.ctx(manager), input: { planId } })).items).toMatchObject([{ wanted: 3, products: ['Витамакс'] }])
  const again = { ctx: office.ctx(manager), input: { planId, form } }
  await expect(saveTarget(again)).rejects.toMatchObject({ code: 'Conflict', problems: [{ field: 'contactId' }] })
  await expect(saveTarget({ ctx: office.ctx(irina), input: { planId, id, form } })).rejects.toMatchObject({ code: 'Forbidden' })
  const stranger = { ...form, repId: manager.id }
  await expect(saveTarget({ ctx: office.ctx(manager), input: { planId, id, form: stranger } })).rejects.toMatchObject({
    problems: [{ field: 'repId' }],
  })
  await removeTarget({ ctx: office.ctx(manager), input: { planId, id } })
  await expect(removeTarget({ ctx: office.ctx(manager), input: { planId, id } })).rejects.toMatchObject({ code: 'NotFound' })
  const rows = await desk.db.tenant(office.tenantId, (tx) =>
    tx
      .select({ action: audit.action })
      .from(audit)
      .where(and(eq(audit.entity, 'target'), eq(audit.entityId, id))),
  )
  expect(rows.map(({ action }) => action)).toEqual(['target.add', 'target.change', 'target.remove'])

  const ctx = office.ctx(manager)
  await expect(savePlan({ ctx, input: { name: 'Правки', ...quarter } })).rejects.toMatchObject({ code: 'Conflict' })
  await expect(savePlan({ ctx, input: { name: 'Назад', from: quarter.to, to: quarter.from } })).rejects.toMatchObject({ code: 'BadInput' })
  await savePlan({ ctx, input: { id: planId, name: 'Правки 2', from: '2027-01-01', to: '2027-03-31' } })
  expect((await listPlans({ ctx })).items[0]).toEqual({ id: planId, name: 'Правки 2', from: '2027-01-01', to: '2027-03-31' })
})
