import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { contacts, distinctContacts } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { visitPlans, visitTargets } from '../../db/schema/visit-plan.ts'
import { getContact, saveContact } from '../../services/directory/contacts.ts'
import { sayDistinct } from '../../services/directory/distinct.ts'
import { listDuplicates } from '../../services/directory/duplicates.ts'
import { knownContacts } from '../../services/directory/known.ts'
import { previewMerge } from '../../services/directory/merge-preview.ts'
import { mergeContacts } from '../../services/directory/merge.ts'
import { saveOrganization } from '../../services/directory/organizations.ts'
import { startProcess } from '../../services/process/start.ts'
import { booking } from '../workflows/visit-walk.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const startsAt = Date.UTC(2026, 10, 26, 9)
const dayMs = 86_400_000
const bookedAt = new Date(startsAt - 4 * dayMs)

let desk: Desk
let office: Office
let analyst: Staff
let rep: Staff
let other: Staff
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  analyst = await office.person('Лидия Аналитик', 'analyst')
  rep = await office.person('Ирина Своя', 'rep')
  other = await office.person('Кирилл Другой', 'rep')
})
afterAll(() => desk.close())

const add = async (form: object): Promise<string> =>
  (await saveContact({ ctx: office.ctx(analyst), input: { organizationId: null, form: { name: 'Пётр', language: 'ru', ...form } } })).id
const book = (contactId: string, at: number, who = rep): Promise<{ id: string; number: string }> => {
  const input = { kind: 'visit', input: { ...booking(at), contactEmail: '', repId: who.id, contactId } }
  return startProcess({ ctx: office.ctx(who, bookedAt), engine: noEngine, input })
}
const merge = (keepId: string, goneId: string, who = analyst) => mergeContacts({ ctx: office.ctx(who), input: { keepId, goneId } })

describe('two contacts that are one', () => {
  it('become one with the visits, the plans and what was known of both; again changes nothing', async () => {
    const kept = await add({ phone: '+79120001122' })
    const gone = await add({ email: 'petr@one.example', phone: '+79120003344', position: 'Провизор' })
    const { id } = await book(gone, startsAt)
    const [own, createdAt] = [{ tenantId: office.tenantId }, new Date()]
    const planId = newId()
    const target = { ...own, planId, createdAt, products: ['Витамин Д'] }
    await desk.db.tenant(office.tenantId, async (tx) => {
      await tx.insert(visitPlans).values({ ...own, id: planId, name: 'Квартал', fromDay: '2026-10-01', toDay: '2026-12-31', createdAt })
      await tx.insert(visitTargets).values([
        { ...target, id: newId(), contactId: kept, repId: rep.id, wanted: 2 },
        { ...target, id: newId(), contactId: gone, repId: rep.id, wanted: 3, products: ['Витамин Д', 'Витамин Ц'] },
        { ...target, id: newId(), contactId: gone, repId: other.id, wanted: 1 },
      ])
    })
    await expect(merge(kept, gone, rep)).rejects.toMatchObject({ code: 'Forbidden' })
    expect(await merge(kept, gone)).toEqual({ done: true, processes: 1, visits: 1, targets: 2 })
    expect(await merge(kept, gone)).toMatchObject({ done: false, visits: 0 })
    const found = await desk.db.tenantRead(office.tenantId, async (tx) => ({
      process: await tx.select({ contactId: processes.contactId }).from(processes).where(eq(processes.id, id)),
      visit: await tx.select({ contactId: visits.contactId }).from(visits).where(eq(visits.processId, id)),
      targets: await tx.select().from(visitTargets).where(eq(visitTargets.planId, planId)).orderBy(visitTargets.wanted),
      merges: await tx.$count(audit, and(eq(audit.action, 'contact.merge'), eq(audit.entityId, gone))),
    }))
    expect(found).toMatchObject({
      process: [{ contactId: kept }],
      visit: [{ contactId: kept }],
      targets: [
        { contactId: kept, repId: other.id, wanted: 1 },
        { contactId: kept, repId: rep.id, wanted: 5, products: ['Витамин Д', 'Витамин Ц'] },
      ],
      merges: 1,
    })
    const ctx = office.ctx(analyst)
    const now = { phone: '+79120001122', email: 'petr@one.example', position: 'Провизор' }
    expect(await getContact({ ctx, input: { id: kept } })).toMatchObject(now)
    await expect(getContact({ ctx, input: { id: gone } })).rejects.toMatchObject({ code: 'NotFound' })
  })

  it('are proposed by phone, and by a like name in one organization, and looked at before', async () => {
    const place = await desk.office()
    const keeper = await place.person('Глеб', 'manager')
    const ctx = place.ctx(keeper)
    const saveAt = async (organizationId: string | null, form: object): Promise<string> =>
      (await saveContact({ ctx, input: { organizationId, form: { language: 'ru', ...form } } })).id
    const { id: clinic } = await saveOrganization({ ctx, input: { form: { name: 'Клиника' } } })
    const older = await saveAt(clinic, { name: 'Семёнова Анна Ильинична' })
    const newer = await saveAt(clinic, { name: 'А. И. Семенова', phone: '+79120007788', position: 'Терапевт' })
    const same = await saveAt(null, { name: 'Регистратура', phone: '+79120007788' })
    await saveAt(clinic, { name: 'Семёнова Борислава' })
    await saveAt(null, { name: 'Семёнова Анна Ильинична' })
    const found = (await listDuplicates({ ctx })).items.map((one) => [one.older.id, one.newer.id, one.reasons])
    expect(found).toEqual([
      [older, newer, ['name']],
      [newer, same, ['phone']],
    ])
    const pair = { keepId: older, goneId: newer }
    const seen = await previewMerge({ ctx, input: pair })
    expect(seen).toMatchObject({ kept: { id: older }, gone: { id: newer }, taken: ['phone', 'position'], visits: 0, overlap: null })
    await mergeContacts({ ctx, input: pair })
    expect(await getContact({ ctx, input: { id: older } })).toMatchObject({ phone: '+79120007788', position: 'Терапевт' })
    expect((await listDuplicates({ ctx })).items.map(({ reasons }) => reasons)).toEqual([['phone']])
    const limited = place.ctx(await place.person('Ирина', 'rep'))
    await expect(listDuplicates({ ctx: limited })).rejects.toMatchObject({ code: 'Forbidden' })
    await expect(previewMerge({ ctx: limited, input: pair })).rejects.toMatchObject({ code: 'Forbidden' })
  })

  it('are two where somebody said so, and are not proposed again until that is taken back or one of them is merged', async () => {
    const place = await desk.office()
    const ctx = place.ctx(await place.person('Глеб', 'manager'))
    const phone = '+79120009900'
    const saved = async (name: string): Promise<string> =>
      (await saveContact({ ctx, input: { organizationId: null, form: { name, language: 'ru', phone } } })).id
    const [one, other] = [await saved('Муж'), await saved('Жена')]
    const say = (distinct: boolean, by = ctx) => sayDistinct({ ctx: by, input: { oneId: other, otherId: one, distinct } })
    const proposed = async () => (await listDuplicates({ ctx })).items.map(({ id }) => id)
    const kept = async () => (await listDuplicates({ ctx })).distinct.map((pair) => [pair.one.name, pair.other.name, pair.saidBy])
    expect(await proposed()).toEqual([`${one}:${other}`])
    await expect(say(true, place.ctx(await place.person('Ирина', 'rep')))).rejects.toMatchObject({ code: 'Forbidden' })
    for (const _again of [1, 2]) await say(true)
    expect([await proposed(), await kept()]).toEqual([[], [['Муж', 'Жена', 'Глеб']]])
    const third = await saved('Сын')
    expect((await proposed()).toSorted()).toEqual([`${one}:${third}`, `${other}:${third}`].toSorted())
    await say(false)
    expect([(await proposed()).length, await kept()]).toEqual([3, []])
    await say(true)
    const told = await desk.db.tenantRead(place.tenantId, (tx) => tx.$count(audit, eq(audit.action, 'contact.distinct')))
    expect(told).toBe(3)
    await mergeContacts({ ctx, input: { keepId: one, goneId: other } })
    expect(await desk.db.tenantRead(place.tenantId, (tx) => tx.$count(distinctContacts))).toBe(0)
  })

  it('leave their place to the next where very many are known to be two', async () => {
    const place = await desk.office()
    const ctx = place.ctx(await place.person('Глеб', 'manager'))
    const row = (phone: string): typeof contacts.$inferInsert => ({
      ...{ id: newId(), tenantId: place.tenantId, name: 'Регистратура', email: null, lang: 'ru', phone, createdAt: bookedAt },
    })
    const pairs = Array.from({ length: 301 }, (_, at) => [row(`+7912${1_000_000 + at}`), row(`+7912${1_000_000 + at}`)] as const)
    const last = pairs.at(-1)?.map(({ id }) => id) ?? []
    const known = pairs.slice(0, -1).map((pair): typeof distinctContacts.$inferInsert => {
      const [oneId = '', otherId = ''] = pair.map(({ id }) => id).toSorted()
      return { tenantId: place.tenantId, oneId, otherId, saidBy: 'Глеб', saidAt: bookedAt }
    })
    await desk.db.tenant(place.tenantId, async (tx) => {
      await tx.insert(contacts).values(pairs.flat())
      await tx.insert(distinctContacts).values(known)
    })
    const { items } = await listDuplicates({ ctx })
    expect(items.map(({ older, newer }) => [older.id, newer.id].toSorted())).toEqual([last.toSorted()])
  })

  it('are told of before the second is added, by its phone however it is written and by its e-mail', async () => {
    const phone = '+79120005511'
    const first = await add({ phone, email: 'known@one.example' })
    const known = async (form: object, who = analyst) =>
      (await knownContacts({ ctx: office.ctx(who), input: { form: { name: 'Новый', language: 'ru', ...form } } })).items.map(({ id }) => id)
    expect(await known({ phone: '8 (912) 000-55-11' }, rep)).toEqual([first])
    expect(await known({ email: 'Known@one.example' })).toEqual([first])
    expect([await known({}), await known({ phone: '+79120005512' })]).toEqual([[], []])
  })

  it('stay two while both have a visit at the same time', async () => {
    const [kept, gone] = [await add({}), await add({})]
    const first = await book(kept, startsAt + dayMs)
    const second = await book(gone, startsAt + dayMs, other)
    const pair = { keepId: kept, goneId: gone }
    const seen = await previewMerge({ ctx: office.ctx(analyst), input: pair })
    expect(seen).toMatchObject({ visits: 1, overlap: [first.number, second.number] })
    const refused = await merge(kept, gone).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'Conflict' })
    expect(String(refused)).toContain(`${first.number} and ${second.number}`)
    expect(await getContact({ ctx: office.ctx(analyst), input: { id: gone } })).toMatchObject({ id: gone })
  })

  it('are of one organization', async () => {
    const elsewhere = await desk.office()
    const ctx = elsewhere.ctx(await elsewhere.person('Глеб', 'manager'))
    const input = { keepId: await add({}), goneId: await add({}) }
    await expect(mergeContacts({ ctx, input })).rejects.toMatchObject({ code: 'NotFound' })
  })
})
