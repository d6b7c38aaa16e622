import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { deliveries, messages } from '../../db/schema/message.ts'
import { getProcess } from '../../services/process/get.ts'
import { processHistory } from '../../services/process/history.ts'
import type { HistoryInput } from '../../services/process/history.ts'
import { processMap } from '../../services/process/map.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

let desk: Desk
let office: Office
let anna: Staff
let boris: Staff
let id: string
let number: string
const now = '2026-11-20T12:00:00+03:00'
const requester = { kind: 'link', id: 'link', name: 'Олег Петров', party: 'requester' } as const
const hourMs = 3_600_000

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  anna = await office.person('Анна Смирнова', 'support1')
  boris = await office.person('Борис Ёлкин', 'support2')
  await office.begin(anna, '2026-11-17T09:00:00+03:00', { subject: 'earlier one' })
  ;({ id, number } = await office.begin(anna, '2026-11-18T10:00:00+03:00', { subject: 'Отчёт' }))
  await office.act(id, 'take', anna, '2026-11-18T12:00:00+03:00')
  await office.act(id, 'ask', anna, '2026-11-18T16:00:00+03:00', { comment: 'Какой фильтр?' })
  await office.act(id, 'answer', requester, '2026-11-19T11:00:00+03:00', { comment: 'Все продукты' })
})
afterAll(() => desk.close())

describe('a process’s page', () => {
  it('is found by id and by number as people write it', async () => {
    const ctx = office.ctx(anna, now)
    const page = await getProcess({ ctx, input: { id } })
    expect(page).toMatchObject({ id, number, state: 'inProgress', stateLabel: 'В работе', seq: 4, assignee: { name: 'Анна Смирнова' } })
    expect((await getProcess({ ctx, input: { number: number.toLowerCase().replaceAll('-', ' ') } })).id).toBe(id)
    for (const input of [{ id: newId() }, { id: 'x' }, { number: 'О-2026-999999' }, { number: '?' }])
      await expect(getProcess({ ctx, input })).rejects.toMatchObject({ code: 'NotFound' })
  })

  it('is not there for another organization or a private link', async () => {
    const other = await desk.office()
    const spy = await other.person('Шпион', 'admin')
    await expect(getProcess({ ctx: other.ctx(spy, now), input: { id } })).rejects.toMatchObject({ code: 'NotFound' })
    await expect(processHistory({ ctx: other.ctx(spy, now), input: { id } })).rejects.toMatchObject({ code: 'NotFound' })
    await expect(getProcess({ ctx: office.ctx(requester, now), input: { id } })).rejects.toMatchObject({ code: 'Forbidden' })
  })

  it('says why it waits and what was last done', async () => {
    const { whyLine } = await getProcess({ ctx: office.ctx(boris, now), input: { id } })
    expect(whyLine.text.replaceAll('\u00a0', ' ')).toMatch(
      /^Ждёт первую линию 1 день 1 ч, срок решения — .+ Ответ получен вчера в 11:00 \(Олег Петров\)\. Отвечает Анна Смирнова\. Если ничего не сделать, /,
    )
    expect(whyLine.clauses.find((clause) => clause.text.startsWith('Ответ'))?.eventSeq).toBe(4)
    const english = await getProcess({ ctx: office.ctx(boris, now, { lang: 'en' }), input: { id } })
    expect(english.whyLine.text).toContain('Answer received yesterday at')
  })

  it('tells of the last move, not of an edit after it', async () => {
    const { id: edited } = await office.begin(anna, '2026-11-20T09:00:00+03:00')
    await office.act(edited, 'take', anna, '2026-11-20T09:30:00+03:00')
    await office.act(edited, 'setPriority', anna, '2026-11-20T10:00:00+03:00', { priority: 'high' }, 'важно')
    const { whyLine, priority } = await getProcess({ ctx: office.ctx(boris, now), input: { id: edited } })
    expect(priority).toBe('high')
    expect(whyLine.text).toContain('Взято в работу')
  })

  it('offers what each person may do and explains the rest', async () => {
    const offers = async (who: Staff) =>
      Object.fromEntries(
        (await getProcess({ ctx: office.ctx(who, now), input: { id } })).offers.map((offer) => [offer.action, offer.why ?? 'yes']),
      )
    expect(await offers(anna)).toEqual({
      solve: 'yes',
      ask: 'yes',
      escalate: 'yes',
      assign: 'yes',
      setPriority: 'yes',
      setDue: 'role',
      cancel: 'yes',
    })
    expect(await offers(boris)).toMatchObject({ solve: 'line', ask: 'line', escalate: 'line', assign: 'yes' })
    expect(await offers(await office.person('Рита', 'auditor'))).toMatchObject({ solve: 'role', assign: 'role', cancel: 'role' })
    await expect(offers(await office.person('Рома', 'rep'))).rejects.toMatchObject({ code: 'Forbidden' })
  })

  it('tells whose clock ran how long, working hours apart', async () => {
    const { ball, times, path, deadlines } = await getProcess({ ctx: office.ctx(anna, now), input: { id } })
    // Line 1: 10–16 on the 18th, 11–18 on the 19th, 9–12 on the 20th. The requester: 16–18 and 9–11.
    expect(ball.parties).toEqual([
      { party: 'support1', workingMs: 16 * hourMs, offHoursMs: 15 * hourMs, percent: 80 },
      { party: 'requester', workingMs: 4 * hourMs, offHoursMs: 15 * hourMs, percent: 20 },
    ])
    expect(times).toContainEqual({ party: 'requester', working: true, spentMs: 4 * hourMs })
    expect(path.map((stay) => [stay.state, stay.by])).toEqual([
      ['registered', 'Анна Смирнова'],
      ['inProgress', 'Анна Смирнова'],
      ['clarification', 'Анна Смирнова'],
      ['inProgress', 'Олег Петров'],
    ])
    expect(path.at(-1)?.toAt).toBeNull()
    expect(deadlines.map((deadline) => [deadline.name, deadline.metAt !== null, deadline.running])).toEqual([
      ['firstAnswer', true, false],
      ['solution', false, true],
    ])
  })

  it('shows the data as people read them, and the requester’s other processes', async () => {
    const { card, requester: who, next } = await getProcess({ ctx: office.ctx(anna, now), input: { id } })
    expect(card.find((line) => line.name === 'requestType')).toMatchObject({ label: 'Вид обращения', display: 'Инцидент' })
    expect(card.map((line) => line.name)).not.toContain('rating')
    expect(who).toMatchObject({ name: 'Олег Петров', email: 'o.petrov@alfa.example', othersCount: 2 })
    expect(who?.others.map((row) => row.title)).toEqual(['Отчёт пустой', 'earlier one'])
    expect(next.map((item) => item.kind)).toEqual(['deadline', 'deadline', 'deadline'])
    expect(next.at(-1)?.text).toContain('узнает руководитель')
    expect(new Set(next.map((item) => item.text)).size).toBe(next.length)
    expect(next[0]?.text).toMatch(/напомним исполнителю: «Решение», 50\s% срока$/u)
  })

  it('shows letters in trouble with what can be done', async () => {
    const { id: broken } = await office.begin(anna, now, { subject: 'x' })
    await desk.db.tenant(office.tenantId, (tx) => tx.update(deliveries).set({ status: 'rejected', lastError: '550 no such user' }))
    const { troubledMessages, offers } = await getProcess({ ctx: office.ctx(anna, now), input: { id: broken } })
    expect(troubledMessages).toMatchObject([{ template: 'ticket.ack', lastError: '550 no such user', status: 'rejected' }])
    expect(offers.map((offer) => offer.action)).toEqual(expect.arrayContaining(['retry', 'skip']))
  })
})

describe('a process’s stream', () => {
  const read = (input: Omit<HistoryInput, 'id'> = {}) => processHistory({ ctx: office.ctx(anna, now), input: { id, ...input } })

  it('is one: records, words and letters, the newest first', async () => {
    await desk.db.tenant(office.tenantId, (tx) =>
      tx.insert(messages).values({
        id: newId(),
        tenantId: office.tenantId,
        processId: id,
        kind: 'note',
        channel: 'console',
        authorId: anna.id,
        authorName: anna.name,
        body: 'Похоже на прошлый раз',
        requestId: newId(),
        at: new Date('2026-11-19T12:00:00+03:00'),
      }),
    )
    const { items } = await read()
    expect(
      items.flatMap((item) =>
        item.type === 'event'
          ? item.title
          : item.type === 'message'
            ? `${item.kind}: ${item.body}`
            : item.type === 'letter'
              ? item.template
              : [],
      ),
    ).toEqual([
      'note: Похоже на прошлый раз',
      'in: Все продукты',
      'Записать ответ',
      'out: Какой фильтр?',
      'Спросить заявителя',
      'Взять в работу',
      'ticket.ack',
      'in: Не открывается',
      'Создано',
    ])
    const question = items.find((item) => item.type === 'message' && item.kind === 'out')
    expect(question).toMatchObject({ delivery: { toAddress: 'o.petrov@alfa.example' }, files: [] })
  })

  it('reads the same page by page, and part by part', async () => {
    const whole = (await read()).items.map((item) => item.id)
    for (const limit of [1, 2, 3, 4]) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await read({ limit, cursor })
        seen.push(...page.items.map((item) => item.id))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen).toEqual(whole)
    }
    const kinds = async (part: 'events' | 'conversation' | 'notes' | 'letters') =>
      new Set((await read({ parts: [part] })).items.map((item) => (item.type === 'message' ? item.kind : item.type)))
    expect(await kinds('events')).toEqual(new Set(['event']))
    expect(await kinds('conversation')).toEqual(new Set(['in', 'out']))
    expect(await kinds('notes')).toEqual(new Set(['note']))
    expect(await kinds('letters')).toEqual(new Set(['letter']))
  })

  it('refuses a cursor that is not its own', async () => {
    const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    for (const cursor of [
      '',
      'x',
      forged(['1']),
      forged([1, 0, newId()]),
      forged(['1e300', '0', newId()]),
      forged(['1', '7', newId()]),
      forged([String(Number.MAX_SAFE_INTEGER), '0', '0000000001']),
      forged(['1', '0', "x'--"]),
    ])
      await expect(read({ cursor })).rejects.toMatchObject({ code: 'BadInput' })
  })
})

describe('the map', () => {
  it('counts who stands where, who is late, how long they stay and where they went', async () => {
    const shop = await desk.office()
    const clerk = await shop.person('Клерк', 'support1')
    const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00+03:00`
    const ids: string[] = []
    for (let i = 0; i < 5; i += 1) ids.push((await shop.begin(clerk, at(9), { requestType: i === 4 ? 'problem' : 'incident' })).id)
    const [a, b, c] = ids
    if (!a || !b || !c) throw new Error('No tickets')
    await shop.act(a, 'take', clerk, at(10))
    await shop.act(b, 'take', clerk, at(12))
    await shop.act(c, 'reject', clerk, at(14), { why: 'other' })
    await shop.act(a, 'solve', clerk, at(15), { comment: '.' })
    const read = (from: string, to: string) =>
      processMap({ ctx: shop.ctx(clerk, at(16)), input: { kind: 'ticket', from: new Date(from), to: new Date(to) } })
    const map = await read('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z')
    const state = (name: string) => map.states.find((one) => one.state === name)
    const edge = (from: string, to: string) => map.edges.find((one) => one.from === from && one.to === to)
    expect(state('registered')).toMatchObject({ count: 2, late: 1, medianMs: 3 * hourMs })
    expect(state('inProgress')).toMatchObject({ count: 1, late: 0, medianMs: 5 * hourMs })
    expect(state('processed')).toMatchObject({ count: 1, medianMs: null })
    expect(state('rejected')).toMatchObject({ count: 1, final: true })
    expect(edge('registered', 'inProgress')).toMatchObject({ count: 2, labels: [{ ru: 'Взять в работу' }] })
    expect(edge('inProgress', 'processed')?.count).toBe(1)
    expect(edge('clarification', 'processed')).toMatchObject({ count: 0, automatic: true })
    expect(edge('inProgress', 'rejected')).toMatchObject({ count: 0, cancels: true, labels: [] })
    expect(map).toMatchObject({ open: 4, late: 1, started: 5, ended: 1, medianMs: 5 * hourMs })
    const before = await read('2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z')
    expect(before).toMatchObject({ open: 4, started: 0, ended: 0, medianMs: null })
    expect(before.edges.every((one) => one.count === 0)).toBe(true)
  })

  it('refuses a kind or a period that can’t be, and counts nothing of others', async () => {
    const other = await desk.office()
    const spy = await other.person('Шпион', 'admin')
    const ctx = other.ctx(spy, now)
    expect((await processMap({ ctx, input: { kind: 'ticket' } })).states.every((state) => state.count === 0)).toBe(true)
    await expect(processMap({ ctx, input: { kind: 'nonsense' } })).rejects.toMatchObject({ code: 'BadInput' })
    await expect(processMap({ ctx, input: { kind: 'ticket', from: new Date(now), to: new Date(now) } })).rejects.toMatchObject({
      code: 'BadInput',
    })
    await expect(processMap({ ctx, input: { kind: 'ticket', from: new Date(0), to: new Date(now) } })).rejects.toMatchObject({
      code: 'BadInput',
    })
  })
})
