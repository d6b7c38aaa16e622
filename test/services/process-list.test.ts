import { buffer } from 'node:stream/consumers'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { Problem } from '../../services/problem.ts'
import { exportProcesses, exportText } from '../../services/process/export.ts'
import { listProcesses } from '../../services/process/list.ts'
import type { ListInput } from '../../services/process/list.ts'
import { processSorts as everySort } from '../../services/process/sorts.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

/** Tickets are about no moment. */
const processSorts = everySort.filter((by) => by !== 'moment')

let desk: Desk
let office: Office
let anna: Staff
let boris: Staff
/** Friday; every ticket's subject is its name here. */
const now = '2026-11-20T12:00:00+03:00'
const named = new Map<string, string>()

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  anna = await office.person('Анна Смирнова', 'support1')
  boris = await office.person('Борис Ёлкин', 'support2')
  const make = async (subject: string, at: string, form: object = {}) => {
    const { id } = await office.begin(anna, at, { subject, ...form })
    named.set(id, subject)
    return id
  }
  await make('late problem', '2026-11-20T10:00:00+03:00', { requestType: 'problem', priority: 'critical' })
  await make('problem due today', '2026-11-20T11:30:00+03:00', { requestType: 'problem', priority: 'high' })
  await make('due today', '2026-11-19T15:00:00+03:00', { channel: 'phone' })
  await make('due next week', '2026-11-20T09:00:00+03:00', { priority: 'low', description: 'принтер на складе скрипит' })
  const mine = await make('mine', '2026-11-20T09:30:00+03:00')
  await office.act(mine, 'take', anna, '2026-11-20T09:40:00+03:00')
  const line2 = await make('second line', '2026-11-20T09:31:00+03:00')
  await office.act(line2, 'route', anna, '2026-11-20T09:41:00+03:00', { line: 'support2' })
  const asked = await make('asked', '2026-11-20T09:32:00+03:00')
  await office.act(asked, 'take', anna, '2026-11-20T09:42:00+03:00')
  await office.act(asked, 'ask', anna, '2026-11-20T09:43:00+03:00', { comment: 'Какой именно гиперболоид?' })
  const rejected = await make('rejected', '2026-11-20T09:33:00+03:00')
  await office.act(rejected, 'reject', anna, '2026-11-20T09:44:00+03:00', { why: 'spam' })
})
afterAll(() => desk.close())

const names = async (input: ListInput, who = anna) =>
  (await listProcesses({ ctx: office.ctx(who, now), input })).items.map((row) => row.title).toSorted()
const refused = (input: ListInput) =>
  expect(listProcesses({ ctx: office.ctx(anna, now), input })).rejects.toMatchObject({ code: 'BadInput' })

describe('filters', () => {
  const cases: readonly (readonly [string, ListInput, readonly string[]])[] = [
    ['state', { kind: 'ticket', states: ['inProgress', 'clarification'] }, ['asked', 'mine']],
    ['assignee me', { assignee: 'me' }, ['asked', 'mine']],
    [
      'open and nobody’s',
      { assignee: 'none', open: true, waitsFor: 'support1' },
      ['due next week', 'due today', 'late problem', 'problem due today'],
    ],
    ['waiting for the second line', { waitsFor: 'support2' }, ['second line']],
    ['waiting for any line', { waitsFor: 'support', due: 'late' }, ['late problem']],
    ['waiting for the requester', { waitsFor: 'requester' }, ['asked']],
    ['late', { due: 'late' }, ['late problem']],
    ['due today, not late yet', { due: 'today' }, ['due today', 'problem due today']],
    ['due this week', { due: 'week' }, ['due today', 'problem due today']],
    ['priority', { priority: ['critical', 'low'] }, ['due next week', 'late problem']],
    ['channel', { channel: ['phone'] }, ['due today']],
    ['request type', { requestType: ['problem'] }, ['late problem', 'problem due today']],
    ['ended', { open: false }, ['rejected']],
    ['words of the data', { text: 'принтеры' }, ['due next week']],
    ['a word half typed', { text: 'скри' }, ['due next week']],
    ['words without another', { text: 'принтер -складе' }, []],
    ['words of a message', { text: 'гиперболоида' }, ['asked']],
    ['trouble', { trouble: true }, []],
    [
      'all at once',
      { kind: 'ticket', states: ['registered'], due: 'today', priority: ['high'], requestType: ['problem'], assignee: 'none', open: true },
      ['problem due today'],
    ],
  ]
  for (const [name, input, expected] of cases) it(name, async () => expect(await names(input)).toEqual(expected.toSorted()))

  it('assignee by id', async () => {
    expect(await names({ assignee: anna.id })).toEqual(['asked', 'mine'])
    expect(await names({ assignee: boris.id })).toEqual([])
  })
  it('a number in any way people write it', async () => {
    const [row] = (await listProcesses({ ctx: office.ctx(anna, now), input: { text: 'принтер' } })).items
    if (!row) throw new Error('No row')
    const digits = row.number.slice(-6)
    for (const text of [row.number, row.number.toLowerCase(), `O 2026 ${digits}`, String(Number(digits))])
      expect(await names({ text }), text).toContain('due next week')
    expect(await names({ text: row.number })).toEqual(['due next week'])
  })
  it('text that is no query finds nothing and breaks nothing', async () => {
    for (const text of ["'", '\\', '" OR "', '!!!', '%%%', '\0', '((', '-', 'a & | !', 'я'.repeat(300)])
      expect(Array.isArray(await names({ text }))).toBe(true)
  })
  it('refuses what can’t be', async () => {
    await refused({ kind: 'nonsense' })
    await refused({ kind: 'ticket', states: ['nowhere'] })
    await refused({ assignee: 'somebody' })
  })
  it('is not for private links', async () => {
    const ctx = office.ctx({ kind: 'link', id: 'l', name: 'О', party: 'requester' }, now)
    await expect(listProcesses({ ctx, input: {} })).rejects.toMatchObject({ code: 'Forbidden' })
  })
})

it('a row says why it waits, for whom and what comes next', async () => {
  const { items } = await listProcesses({ ctx: office.ctx(boris, now), input: { text: 'asked', waitsFor: 'requester' } })
  expect(items[0]).toMatchObject({
    stateLabel: 'Уточнение',
    assignee: { id: anna.id, name: 'Анна Смирнова' },
    tone: 'wait',
    late: false,
    requesterName: 'Олег Петров',
  })
  expect(items[0]?.why.replaceAll('\u00a0', ' ')).toBe('Ждёт заявителя 2 ч 17 мин, сроки на паузе; ср 25 ноя напомним заявителю.')
})

it('another organization sees nothing of it', async () => {
  const other = await desk.office()
  const spy = await other.person('Шпион', 'admin')
  const ctx = other.ctx(spy, now)
  expect((await listProcesses({ ctx, input: {} })).items).toEqual([])
  expect((await listProcesses({ ctx, input: { text: 'принтер' } })).items).toEqual([])
  expect((await listProcesses({ ctx, input: { assignee: anna.id } })).count).toBe(0)
})

describe('pages', () => {
  let many: Office
  let clerk: Staff
  beforeAll(async () => {
    many = await desk.office()
    clerk = await many.person('Клерк', 'support1')
    for (let i = 0; i < 23; i += 1) {
      // Several share an instant and a priority, so that only the id tells them apart.
      const at = new Date(Date.parse('2026-11-16T10:00:00+03:00') + Math.floor(i / 4) * 60_000)
      const { id } = await many.begin(clerk, at, {
        subject: `t${i}`,
        requestType: i % 3 === 0 ? 'problem' : 'incident',
        priority: ['low', 'high'][i % 2],
      })
      if (i % 5 === 0) await many.act(id, 'take', clerk, new Date(at.getTime() + 1_000))
    }
  })

  const walk = async (input: ListInput, between?: () => Promise<unknown>): Promise<string[]> => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listProcesses({ ctx: many.ctx(clerk, now), input: { ...input, limit: 5, cursor } })
      seen.push(...page.items.map((row) => row.id))
      cursor = page.nextCursor ?? undefined
      if (cursor !== undefined) await between?.()
    } while (cursor !== undefined)
    return seen
  }

  for (const by of processSorts)
    for (const descending of [true, false])
      it(`by ${by} ${descending ? 'down' : 'up'}: the pages are the whole list, in order`, async () => {
        const sort = { by, descending }
        const whole = (await listProcesses({ ctx: many.ctx(clerk, now), input: { sort, limit: 200 } })).items
        expect(await walk({ sort })).toEqual(whole.map((row) => row.id))
        const rank = ['critical', 'high', 'normal', 'low']
        const keys = whole.map(
          (row) =>
            ({
              changed: row.changedAt.getTime(),
              started: row.startedAt.getTime(),
              due: row.dueAt?.getTime() ?? Infinity,
              number: row.number,
              priority: rank.indexOf(row.priority),
            })[by],
        )
        expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1)))
        expect(whole.length).toBeGreaterThanOrEqual(23)
      })

  for (const by of processSorts)
    it(`by ${by} of few that fit several filters: the pages are the whole list, in order, and the count is theirs`, async () => {
      const input: ListInput = { open: true, requestType: ['problem'], sort: { by } }
      const all = (await listProcesses({ ctx: many.ctx(clerk, now), input: { sort: { by }, limit: 200 } })).items
      const wanted = all.filter((row) => row.requestType === 'problem').map((row) => row.id)
      expect(wanted.length).toBeGreaterThan(5)
      expect(await walk(input)).toEqual(wanted)
      const { count, countIsMore } = await listProcesses({ ctx: many.ctx(clerk, now), input: { ...input, limit: 1 } })
      expect([count, countIsMore]).toEqual([wanted.length, false])
    })

  it('while rows are added between pages, no row that was there is lost or doubled', async () => {
    for (const by of processSorts) {
      const before = (await listProcesses({ ctx: many.ctx(clerk, now), input: { sort: { by }, limit: 200 } })).items.map((row) => row.id)
      let added = 0
      const seen = await walk({ sort: { by } }, () =>
        many.begin(clerk, new Date(Date.parse('2026-11-16T10:01:30+03:00') + 1000 * added++), { subject: 'later', priority: 'high' }),
      )
      expect(new Set(seen).size).toBe(seen.length)
      expect(before.filter((id) => !seen.includes(id))).toEqual([])
    }
  })

  it('refuses a cursor that is not its own', async () => {
    const { nextCursor } = await listProcesses({ ctx: many.ctx(clerk, now), input: { limit: 2 } })
    const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const id = newId()
    for (const cursor of [
      'x',
      '',
      '%',
      `${nextCursor}=`,
      forged([]),
      forged(['changed:desc', 'now', id]),
      forged(['changed:desc', "2026-11-20 12:00:00+00'; drop table processes; --", id]),
      forged(['changed:desc', '2026-11-20 12:00:00+00', 'x']),
      forged({ sort: 'changed:desc' }),
      'A'.repeat(5_000),
    ])
      await expect(listProcesses({ ctx: many.ctx(clerk, now), input: { cursor } }), cursor).rejects.toBeInstanceOf(Problem)
    await expect(
      listProcesses({ ctx: many.ctx(clerk, now), input: { cursor: nextCursor ?? '', sort: { by: 'due' } } }),
    ).rejects.toMatchObject({ code: 'BadInput' })
  })

  it('keeps a page within its bounds', async () => {
    expect((await listProcesses({ ctx: many.ctx(clerk, now), input: { limit: 0 } })).items).toHaveLength(1)
    expect((await listProcesses({ ctx: many.ctx(clerk, now), input: { limit: 1e9 } })).items.length).toBeGreaterThan(20)
  })
})

describe('the file', () => {
  const rowsOf = (text: string) =>
    text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')

  it('is exactly the list, in its order, with every field of the kind', async () => {
    const input = { kind: 'ticket', open: true, sort: { by: 'due' } } as const
    const { text, fileName } = await exportText({ ctx: office.ctx(anna, now), input })
    const listed = (await listProcesses({ ctx: office.ctx(anna, now), input: { ...input, limit: 200 } })).items
    const [header, ...rows] = rowsOf(text)
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(fileName).toBe('Обращения 2026-11-20.csv')
    expect(header).toContain('Номер;Название;Состояние')
    for (const label of ['Описание', 'Вид обращения', 'Приоритет', 'Почта заявителя', 'Отзыв']) expect(header?.split(';')).toContain(label)
    expect(rows.map((row) => row.split(';')[0])).toEqual(listed.map((row) => row.number))
    expect(rows.find((row) => row.includes('late problem'))).toContain(';2026-11-20 11:00;')
    expect(rows.find((row) => row.includes('late problem'))).toContain(';Проблема;Критический;')
  })

  it('runs no formula in a spreadsheet and keeps quotes, separators and lines', async () => {
    const shop = await desk.office()
    const clerk = await shop.person('Клерк', 'support1')
    for (const subject of ['=1+1', '+7 912', '-2', '@cmd', 'a;b "c"']) await shop.begin(clerk, now, { subject, description: 'раз\nдва' })
    const { text } = await exportText({ ctx: shop.ctx(clerk, now), input: { kind: 'ticket', sort: { by: 'number' } } })
    for (const cell of ["'=1+1", "'+7 912", "'-2", "'@cmd"]) expect(text).toContain(`;${cell};`)
    expect(text).toContain('"a;b ""c"""')
    expect(text).toContain('"раз\nдва"')
    const english = await exportText({ ctx: shop.ctx(clerk, now, { lang: 'en' }), input: { kind: 'ticket' } })
    expect(english.text).toContain('Number,Title,State')
  })

  it('is the same list as a workbook, with dates that a spreadsheet sorts', async () => {
    const input = { kind: 'ticket', sort: { by: 'due' } } as const
    const { stream, fileName } = await exportProcesses({ ctx: office.ctx(anna, now), input, format: 'xlsx' })
    const [header, ...rows] = await readSheet(await buffer(stream))
    const listed = (await listProcesses({ ctx: office.ctx(anna, now), input: { ...input, limit: 200 } })).items
    expect(fileName).toBe('Обращения 2026-11-20.xlsx')
    expect(rows.map((row) => row[0])).toEqual(listed.map((row) => row.number))
    const due = header?.indexOf('Срок (Москва)') ?? -1
    expect(Number(rows.find((row) => row.includes('late problem'))?.[due])).toBeCloseTo(Date.UTC(2026, 10, 20, 11), -1)
  })

  it('stops reading when nobody takes the file', async () => {
    const { stream } = await exportProcesses({ ctx: office.ctx(anna, now), input: { kind: 'ticket' }, format: 'csv' })
    for await (const part of stream) {
      expect(String(part)).toContain('Номер')
      break
    }
    expect(stream.destroyed).toBe(true)
  })
})
