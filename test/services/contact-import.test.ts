import { buffer } from 'node:stream/consumers'
import { readFile } from 'node:fs/promises'
import { and, eq, inArray } from 'drizzle-orm'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { guessMapping, modeOf, zoneOf } from '../../domain/contact-import.ts'
import { audit } from '../../db/schema/desk.ts'
import { verifyAudit } from '../../services/audit/append.ts'
import { importContacts } from '../../services/contact-import/import.ts'
import type { Imported } from '../../services/contact-import/import.ts'
import { previewImport } from '../../services/contact-import/preview.ts'
import type { ImportPreview } from '../../services/contact-import/preview.ts'
import { listContacts, saveContact } from '../../services/directory/contacts.ts'
import type { Contact } from '../../services/directory/contacts.ts'
import { inMemory } from '../../services/files/incoming-file.ts'
import { uploadFile } from '../../services/files/upload.ts'
import { readTable } from '../../services/spreadsheet/read-table.ts'
import { sheetXml } from '../../services/spreadsheet/sheet-xml.ts'
import { workbookParts } from '../../services/spreadsheet/workbook-parts.ts'
import { xlsxStream } from '../../services/spreadsheet/xlsx.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

let desk: Desk
let office: Office
let analyst: Staff
beforeAll(async () => {
  desk = await openDesk()
})
beforeEach(async () => {
  office = await desk.office()
  analyst = await office.person('Лидия Аналитик', 'analyst')
})
afterAll(() => desk.close())

const head = 'ФИО;Эл. почта;Телефон;Место работы;Должность;Город;Согласен только;Не чаще раза в дней;Удобные часы'
const csv = (...lines: string[]): Buffer => Buffer.from(`\uFEFF${[head, ...lines].join('\r\n')}\r\n`)
async function upload(content: Buffer): Promise<string> {
  const input = { name: 'contacts.csv', content: inMemory(content) }
  return (await uploadFile({ ctx: office.ctx(analyst), input })).id
}
const preview = async (content: Buffer): Promise<ImportPreview> =>
  previewImport({ ctx: office.ctx(analyst), input: { fileId: await upload(content) } })
async function take(content: Buffer): Promise<Imported> {
  const fileId = await upload(content)
  const { mapping } = await previewImport({ ctx: office.ctx(analyst), input: { fileId } })
  return importContacts({ ctx: office.ctx(analyst), input: { fileId, mapping } })
}
const all = async (of = office, who = analyst): Promise<readonly Contact[]> => (await listContacts({ ctx: of.ctx(who), input: {} })).items
const table = (rows: string[][]) => ({
  name: 'Контакты',
  columns: head.split(';').map((label) => ({ label, width: 20 })),
  rows: (async function* groups() {
    yield rows
  })(),
})

describe('a table of contacts', () => {
  it('has its columns told by their heads, and zones by cities', () => {
    expect(guessMapping(head.split(';'))).toEqual({
      ...{ name: 0, email: 1, phone: 2, organization: 3, position: 4, zone: 5 },
      ...{ onlyMode: 6, gapDays: 7, visitHours: 8 },
    })
    expect(['Дистанционно', 'только очно', 'очно или онлайн', 'как угодно'].map(modeOf)).toEqual([
      'remote',
      'inPerson',
      undefined,
      undefined,
    ])
    expect(guessMapping(['№', 'Contact phone', 'Contact', 'E-mail'])).toMatchObject({ name: 2, phone: 1, email: 3, zone: null })
    const asked = ['г. Санкт-Петербург', 'омск', 'МСК+7', 'Asia/Almaty', 'Новосибирск', 'Атлантида']
    const zones = ['Europe/Moscow', 'Asia/Omsk', 'Asia/Vladivostok', 'Asia/Almaty', 'Asia/Krasnoyarsk', undefined]
    expect(asked.map(zoneOf)).toEqual(zones)
  })

  it('is read as Excel of any country writes it, formulas as text', async () => {
    const russian = iconv.encode('Имя;Почта\r\n"Пётр; ""старший""";p@a.example\r\n', 'win1251')
    expect((await readTable(russian)).rows).toEqual([{ number: 2, cells: ['Пётр; "старший"', 'p@a.example'] }])
    const commas = Buffer.from('Name,E-mail\n\n=1+1,@cmd\n')
    expect(await readTable(commas)).toEqual({ head: ['Name', 'E-mail'], rows: [{ number: 3, cells: ['=1+1', '@cmd'] }] })
    const book = await buffer(xlsxStream(table([['=HYPERLINK("x")', 'p@a.example', '+7 912', '', '', '']]), 'ru'))
    expect((await readTable(book)).rows[0]?.cells.slice(0, 3)).toEqual(['=HYPERLINK("x")', 'p@a.example', '+7 912'])
  })

  it('is refused with what to do when it is none, too long or a bomb', async () => {
    const zip = async (sheet: Buffer): Promise<Buffer> => {
      const made = new ZipFile()
      for (const [path, text] of Object.entries(workbookParts('Лист'))) made.addBuffer(Buffer.from(text), path)
      made.addBuffer(sheet, 'xl/worksheets/sheet1.xml', { compressionLevel: 1 })
      made.end()
      return buffer(made.outputStream)
    }
    let sheet = ''
    for await (const part of sheetXml(table([['Имя', '', '', '', '', '']]), '')) sheet += part
    const far = await zip(Buffer.from(sheet.replace('r="A2"', 'r="A9999999"')))
    const bomb = await zip(Buffer.alloc(41 * 1024 * 1024))
    const long = csv(...Array.from({ length: 5_001 }, (_, at) => `Имя;n${at}@a.example`))
    for (const content of [far, bomb, long]) await expect(readTable(content)).rejects.toMatchObject({ code: 'TooLarge' })
    const cut = (await zip(Buffer.from(sheet))).subarray(0, 900)
    for (const content of [cut, await zip(Buffer.from('<')), Buffer.from('a\0b'), Buffer.from('"a;b\n'), csv()])
      await expect(readTable(content)).rejects.toMatchObject({ code: 'BadInput' })
  })
})

describe('an import', () => {
  it('tells of every row what is wrong with it, and takes nothing then', async () => {
    const content = csv(
      'Анна Верная;anna@a.example;;Аптека № 5;Провизор;Омск',
      ';bez@a.example;;;;',
      'Без связи;;;;;',
      'Кривая Почта;почта;912;;;Атлантида;по-всякому;часто;по вторникам',
      'Анна Вторая;ANNA@a.example;;;;',
    )
    const seen = await preview(content)
    expect(seen.problems.map(({ row, column }) => [row, column])).toEqual([
      [3, 'name'],
      [4, 'email'],
      ...[
        [5, 'zone'],
        [5, 'onlyMode'],
        [5, 'visitHours'],
        [5, 'phone'],
        [5, 'email'],
        [5, 'gapDays'],
      ],
      [6, 'email'],
    ])
    expect(seen.problems.at(-1)?.message.ru).toContain('в строке 2: оставьте одну')
    await expect(take(content)).rejects.toMatchObject({ code: 'BadInput', details: { problemCount: 9 } })
    expect(await all()).toEqual([])
  })

  it('adds, changes and leaves by e-mail, then by phone, once, and says so in the audit', async () => {
    const other = await desk.office()
    const stranger = await other.person('Чужой', 'analyst')
    const save = (of: Office, who: Staff, form: object) =>
      saveContact({ ctx: of.ctx(who), input: { organizationId: null, form: { language: 'en', ...form } } })
    await save(other, stranger, { name: 'Чужая Анна', email: 'anna@a.example' })
    const anna = await save(office, analyst, { name: 'Анна', email: 'anna@a.example', phone: '+79120000001', position: 'Врач' })
    const boris = await save(office, analyst, { name: 'Борис', phone: '+79120000002' })
    const vera = await save(office, analyst, { name: 'Вера', email: 'vera@a.example' })
    const content = csv(
      'Анна Новая;anna@a.example;;Аптека № 5;;Омск;дистанционно;14;вт 15–18',
      'Борис;boris@a.example;8 912 000-00-02;аптека № 5;;',
      'Вера;vera@a.example;;;;',
      '=1+1;formula@a.example;;Аптека № 6;;',
    )
    const counts = { new: 1, changed: 2, same: 1, places: 2 }
    const seen = await preview(content)
    expect(seen).toMatchObject({ problems: [], counts, importedAt: null })
    expect(seen.rows.map(({ kind, changes }) => [kind, ...changes])).toEqual([
      ['changed', 'name', 'zone', 'onlyMode', 'gapDays', 'visitHours', 'organization'],
      ['changed', 'email', 'organization'],
      ['same'],
      ['new'],
    ])
    expect(seen.rows[0]?.about).toMatch(/· Согласен только: Дистанционно · Не чаще раза в столько дней: 14 · Когда удобно: вт 15–18$/)
    expect((await all()).map(({ name }) => name)).toEqual(['Анна', 'Борис', 'Вера'])
    const twice = await Promise.all([take(content), take(content)])
    expect(twice.filter(({ done }) => done)).toHaveLength(1)
    expect(twice.find(({ done }) => done)?.counts).toEqual(counts)
    const now = await all()
    expect(now).toHaveLength(4)
    expect(now.find(({ id }) => id === anna.id)).toMatchObject({
      ...{ name: 'Анна Новая', position: 'Врач', phone: '+79120000001', zone: 'Asia/Omsk', lang: 'en' },
      ...{ onlyMode: 'remote', gapDays: 14, visitHours: 'вт 15–18' },
      organization: { name: 'Аптека № 5' },
    })
    expect(now.find(({ id }) => id === boris.id)).toMatchObject({ email: 'boris@a.example', organization: { name: 'Аптека № 5' } })
    expect(now.find(({ email }) => email === 'formula@a.example')).toMatchObject({ name: '=1+1', lang: 'ru' })
    expect((await listContacts({ ctx: office.ctx(analyst), input: { text: 'апт нов' } })).items.map(({ id }) => id)).toEqual([anna.id])
    expect((await all(other, stranger)).map(({ name }) => name)).toEqual(['Чужая Анна'])
    const rows = await desk.db.tenant(office.tenantId, (tx) =>
      tx
        .select({ action: audit.action, entityId: audit.entityId, after: audit.after })
        .from(audit)
        .where(and(eq(audit.tenantId, office.tenantId), inArray(audit.entity, ['contact', 'contactOrganization', 'contactImport'])))
        .orderBy(audit.seq),
    )
    expect(rows.slice(3).map(({ action }) => action)).toEqual([
      ...['contactOrganization.add', 'contactOrganization.add', 'contact.change', 'contact.change', 'contact.add', 'contacts.import'],
    ])
    expect(rows.at(-1)?.after).toMatchObject({ counts })
    // Written together, they are links of the same chain as everything else.
    expect(await desk.db.tenant(office.tenantId, (tx) => verifyAudit(tx))).toMatchObject({ ok: true })
    expect(rows.slice(3).some(({ entityId }) => entityId === vera.id)).toBe(false)
    // What was changed by hand since stays so.
    await saveContact({
      ctx: office.ctx(analyst),
      input: { id: anna.id, organizationId: null, form: { name: 'Анна Рукой', language: 'ru' } },
    })
    expect((await take(content)).done).toBe(false)
    expect((await preview(content)).importedAt).not.toBeNull()
    expect((await all()).find(({ id }) => id === anna.id)?.name).toBe('Анна Рукой')
  })

  it('asks who is meant when several contacts share the phone, and takes a colleague with an e-mail for somebody new', async () => {
    const place = { organizationId: null, form: { name: 'Первый', phone: '+79120000003', email: 'one@a.example', language: 'ru' } }
    await saveContact({ ctx: office.ctx(analyst), input: place })
    await saveContact({ ctx: office.ctx(analyst), input: { ...place, form: { ...place.form, name: 'Второй', email: null } } })
    const row = (name: string, email: string) => csv(`${name};${email};+79120000003`)
    expect((await preview(row('Третий', ''))).problems).toMatchObject([{ row: 2, column: 'phone' }])
    expect((await preview(row('второй', ''))).rows).toMatchObject([{ kind: 'changed', changes: ['name'] }])
    expect((await take(row('Третий', 'three@a.example'))).counts).toMatchObject({ changed: 1 })
    expect((await preview(row('Четвёртый', 'four@a.example'))).counts).toMatchObject({ new: 1 })
  })

  it('is for those who keep the directory, with a file of their own', async () => {
    const fileId = await upload(csv('Анна;anna@a.example'))
    const rep = await office.person('Ирина', 'rep')
    await expect(previewImport({ ctx: office.ctx(rep), input: { fileId } })).rejects.toMatchObject({ code: 'Forbidden' })
    const manager = await office.person('Глеб', 'manager')
    await expect(previewImport({ ctx: office.ctx(manager), input: { fileId } })).rejects.toMatchObject({ code: 'NotFound' })
    const twice = { ...guessMapping(['ФИО']), email: 0 }
    await expect(importContacts({ ctx: office.ctx(analyst), input: { fileId, mapping: twice } })).rejects.toMatchObject({
      code: 'BadInput',
    })
  })

  it('takes the file that is offered as an example', async () => {
    const seen = await preview(await readFile(new URL('../../web/public/contacts-example.csv', import.meta.url)))
    expect(seen).toMatchObject({ problemCount: 0, counts: { new: 3 } })
  })
})
