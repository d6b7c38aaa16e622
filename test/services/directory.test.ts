import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { visits } from '../../db/schema/visit.ts'
import { searchQuery, searchWords } from '../../domain/text/search-words.ts'
import { contactVisits } from '../../services/directory/contact-visits.ts'
import { getContact, listContacts, saveContact } from '../../services/directory/contacts.ts'
import type { Contact } from '../../services/directory/contacts.ts'
import { listOrganizations, saveOrganization } from '../../services/directory/organizations.ts'
import { listProducts, saveProduct } from '../../services/directory/products.ts'
import { startProcess } from '../../services/process/start.ts'
import { lookAtTime } from '../../services/visit/look-at-time.ts'
import { findSlots } from '../../services/visit/find-slots.ts'
import { booking } from '../workflows/visit-walk.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const startsAt = Date.UTC(2026, 10, 26, 9)
const bookedAt = new Date(startsAt - 360_000_000)

let desk: Desk
let office: Office
let analyst: Staff
let rep: Staff
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  analyst = await office.person('Лидия Аналитик', 'analyst')
  rep = await office.person('Ирина Своя', 'rep')
})
afterAll(() => desk.close())

const add = (form: object, organizationId: string | null = null, who = analyst): Promise<Contact> =>
  saveContact({ ctx: office.ctx(who), input: { organizationId, form: { language: 'ru', ...form } } })
const found = async (text: string): Promise<string[]> =>
  (await listContacts({ ctx: office.ctx(rep), input: { text } })).items.map((contact) => contact.name)

describe('words to be found by', () => {
  it('are letters and digits in lower case, and a phone without its country', () => {
    expect(searchWords('Пётр Алексе́ев', 'p.a@apteka.example')).toContain('петр')
    expect(searchWords('+7 912 345-67-89')).toEqual(['9123456789'])
    expect(searchQuery('Алек АПТ')).toBe(`'алек':* & 'апт':*`)
    expect(searchQuery('8 (912) 345')).toBe(`'912345':*`)
    expect(searchQuery(` '"& `)).toBeUndefined()
  })
})

describe('the directory', () => {
  it('finds a contact by name, phone, e-mail and where they work, also after it is renamed', async () => {
    const place = await saveOrganization({ ctx: office.ctx(analyst), input: { form: { name: 'Аптека № 5', zone: 'Asia/Omsk' } } })
    const made = await add(
      { name: 'Семён Фёдоров', phone: '8 912 345-67-89', email: 'fedorov@apteka.example', position: 'Провизор' },
      place.id,
    )
    expect(made).toMatchObject({ phone: '+79123456789', zone: 'Asia/Omsk', organization: { name: 'Аптека № 5' } })
    for (const text of ['федоров', 'сем фед', '912 345', '+7912345', 'fedorov@apt', 'провизор', 'апт фед'])
      expect(await found(text), text).toEqual(['Семён Фёдоров'])
    expect(await found('клиника')).toEqual([])
    await saveOrganization({ ctx: office.ctx(analyst), input: { id: place.id, form: { name: 'Клиника «Рассвет»' } } })
    expect(await found('рассвет')).toEqual(['Семён Фёдоров'])
    expect(await found('апт фед')).toEqual([])
    expect((await listOrganizations({ ctx: office.ctx(rep), input: { text: 'клин' } })).items).toMatchObject([{ id: place.id, zone: null }])
  })

  it('keeps one contact an e-mail, and any number without one', async () => {
    const first = await add({ name: 'Анна', email: 'anna@one.example' })
    await expect(add({ name: 'Инна', email: 'ANNA@one.example' })).rejects.toMatchObject({
      code: 'Conflict',
      problems: [{ field: 'email' }],
    })
    await Promise.all([add({ name: 'Без почты' }), add({ name: 'Без почты' })])
    const changed = { id: first.id, organizationId: null, form: { name: 'Анна Иванова', language: 'en' } }
    await saveContact({ ctx: office.ctx(analyst), input: changed })
    expect(await getContact({ ctx: office.ctx(rep), input: { id: first.id } })).toMatchObject({
      name: 'Анна Иванова',
      email: null,
      lang: 'en',
    })
    const rows = await desk.db.tenant(office.tenantId, (tx) =>
      tx
        .select({ action: audit.action, after: audit.after })
        .from(audit)
        .where(and(eq(audit.entity, 'contact'), eq(audit.entityId, first.id))),
    )
    expect(rows.map((row) => row.action)).toEqual(['contact.add', 'contact.change'])
    await expect(saveContact({ ctx: office.ctx(rep), input: changed })).rejects.toMatchObject({ code: 'Forbidden' })
    expect((await add({ name: 'Новый знакомый' }, null, rep)).name).toBe('Новый знакомый')
  })

  it('is read page by page', async () => {
    const other = await desk.office()
    const boss = await other.person('Глеб', 'manager')
    for (let at = 0; at < 53; at += 1)
      await saveContact({ ctx: other.ctx(boss), input: { organizationId: null, form: { name: `Имя ${at % 10}`, language: 'ru' } } })
    const first = await listContacts({ ctx: other.ctx(boss), input: {} })
    const second = await listContacts({ ctx: other.ctx(boss), input: { cursor: first.nextCursor ?? '' } })
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 3, null])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(53)
  })

  it('knows which products are still shown', async () => {
    const ctx = office.ctx(analyst)
    const shown = await saveProduct({ ctx, input: { form: { name: 'Витамин Д' } } })
    const old = await saveProduct({ ctx, input: { form: { name: 'Витамин Ц' } } })
    await saveProduct({ ctx, input: { id: old.id, form: { name: 'Витамин Ц', retired: true } } })
    await expect(saveProduct({ ctx, input: { form: { name: 'Витамин Д' } } })).rejects.toMatchObject({ code: 'Conflict' })
    expect((await listProducts({ ctx: office.ctx(rep), input: {} })).items).toEqual([shown])
    expect((await listProducts({ ctx, input: { retired: true } })).items).toHaveLength(2)
  })
})

describe('a visit of a known contact', () => {
  it('is theirs and of where they work, whatever the form calls them, and keeps to their day', async () => {
    const place = await saveOrganization({ ctx: office.ctx(analyst), input: { form: { name: 'Больница', zone: 'Asia/Vladivostok' } } })
    const contact = await add({ name: 'Ольга Дальняя' }, place.id)
    const start = (who: Staff, more: object) => {
      const input = { kind: 'visit', input: { ...booking(startsAt), contactEmail: '', repId: rep.id, contactId: contact.id, ...more } }
      return startProcess({ ctx: office.ctx(who, bookedAt), engine: noEngine, input })
    }
    const { id } = await start(analyst, {})
    const [row] = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(visits).where(eq(visits.processId, id)))
    expect(row).toMatchObject({ contactId: contact.id, contactOrganizationId: place.id, contactName: 'Пётр Алексеев' })
    // What is shown is what the directory holds, and a slip of the year is told at once.
    const wrong = (field: string) => ({ code: 'BadInput', problems: [{ field, message: { ru: expect.any(String) } }] })
    await expect(start(analyst, { product1: 'Витамин Ц' })).rejects.toMatchObject(wrong('product1'))
    await expect(start(analyst, { startsAt: '2036-11-26T09:00:00.000Z' })).rejects.toMatchObject(wrong('startsAt'))
    const night = { startsAt: new Date('2026-11-26T16:00:00Z'), contactId: contact.id }
    const look = { repZone: 'Europe/Moscow', contactZone: 'Asia/Vladivostok', reasons: ['night'] }
    expect(await lookAtTime({ ctx: office.ctx(rep, bookedAt), input: night })).toEqual(look)
    expect(await lookAtTime({ ctx: office.ctx(analyst, bookedAt), input: { startsAt: night.startsAt, visitId: id } })).toEqual(look)
    const stranger = '01999999-9999-7999-8999-999999999999'
    await expect(start(analyst, { contactId: stranger })).rejects.toMatchObject({ code: 'BadInput', problems: [{ field: 'contactId' }] })
    const question = {
      repId: rep.id,
      contactId: contact.id,
      mode: 'remote',
      durationMinutes: 60,
      from: new Date(startsAt - 3 * 3_600_000),
    } as const
    const slots = await findSlots({ ctx: office.ctx(analyst, bookedAt), input: question })
    // From 9 to 11 of Moscow it is 16 to 18 there, when the working day ends.
    expect(slots).toMatchObject({ repZone: 'Europe/Moscow', contactZone: 'Asia/Vladivostok' })
    expect(slots.items.slice(0, 4).map((slot) => (Date.parse(slot.startsAt) - startsAt) / 3_600_000)).toEqual([-3, -2.5, -2, 21])
    const other = await office.person('Кирилл Другой', 'rep')
    const seenBy = async (who: Staff): Promise<number> =>
      (await contactVisits({ ctx: office.ctx(who), input: { id: contact.id } })).items.length
    expect([await seenBy(rep), await seenBy(other), await seenBy(analyst)]).toEqual([1, 0, 1])
    // Another role that shows no visits opens none of the colleagues'.
    expect(await seenBy(await office.person('Олег Двойной', 'rep', 'support1'))).toBe(0)
  })

  it('is shown page by page, however many begin at one moment', async () => {
    const contact = await add({ name: 'Пётр Частый' })
    const of = {
      tenantId: office.tenantId,
      state: 'cancelled',
      repId: rep.id,
      contactId: contact.id,
      contactName: 'Пётр Частый',
      organizationName: '',
    }
    const times = { startsAt: new Date(startsAt), endsAt: new Date(startsAt + 1_800_000), day: '2026-11-26' }
    const rows = Array.from({ length: 40 }, (_, at) => ({
      ...of,
      ...times,
      processId: newId(),
      number: `В-2026-9${at}`,
      mode: 'remote' as const,
      holds: false,
    }))
    await desk.db.tenant(office.tenantId, (tx) => tx.insert(visits).values(rows))
    const read = (cursor?: string) => contactVisits({ ctx: office.ctx(analyst), input: { id: contact.id, cursor } })
    const first = await read()
    const second = await read(first.nextCursor ?? '')
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(new Set(rows.map(({ processId }) => processId)))
    expect(second.nextCursor).toBeNull()
    await expect(read('x')).rejects.toMatchObject({ code: 'BadInput' })
  })

  it('makes one of a phone and a name', async () => {
    const start = async (at: number) => {
      const form = { ...booking(at), contactEmail: '', contactPhone: '+79120001122', repId: rep.id }
      const { id } = await startProcess({ ctx: office.ctx(rep, bookedAt), engine: noEngine, input: { kind: 'visit', input: form } })
      const [row] = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(visits).where(eq(visits.processId, id)))
      return row?.contactId
    }
    const first = await start(startsAt + 86_400_000)
    expect(first).toBeTypeOf('string')
    expect(await start(startsAt + 2 * 86_400_000)).toBe(first)
    expect(await found('912 000')).toEqual(['Пётр Алексеев'])
  })
})
