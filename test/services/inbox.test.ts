import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { Problem } from '../../services/problem.ts'
import { claim, release } from '../../services/inbox/claim.ts'
import { listInbox } from '../../services/inbox/list.ts'
import type { InboxInput } from '../../services/inbox/list.ts'
import { menuCounts } from '../../services/inbox/menu-counts.ts'
import { listNotifications, markRead } from '../../services/notifications/read.ts'
import { listPeople } from '../../services/people/list.ts'
import { listViews, removeView, saveView } from '../../services/views/views.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const team = async (office: Office) => ({
  anna: await office.person('Анна Смирнова', 'support1'),
  boris: await office.person('Борис Ёлкин', 'support2'),
  vera: await office.person('Вера Руководитель', 'manager'),
})

describe('the inbox', () => {
  let office: Office
  let anna: Staff
  let boris: Staff
  let vera: Staff
  const titles = async (who: Staff, at: string, input: InboxInput = {}) =>
    (await listInbox({ ctx: office.ctx(who, at), input })).items.map((item) => `${item.group}: ${item.title}`)

  beforeAll(async () => {
    office = await desk.office()
    ;({ anna, boris, vera } = await team(office))
    // First answers are due a working day later; problems in an hour. Wednesday is the 18th.
    await office.begin(anna, '2026-11-18T21:30:00+03:00', { subject: 'hour before midnight', requestType: 'problem' })
    await office.begin(anna, '2026-11-18T23:30:00+03:00', { subject: 'half past midnight', requestType: 'problem' })
    await office.begin(anna, '2026-11-18T10:00:00+03:00', { subject: 'tomorrow' })
    await office.begin(anna, '2026-11-20T10:00:00+03:00', { subject: 'next week' })
    const asked = await office.begin(anna, '2026-11-18T11:00:00+03:00', { subject: 'asked' })
    await office.act(asked.id, 'take', anna, '2026-11-18T11:10:00+03:00')
    await office.act(asked.id, 'ask', anna, '2026-11-18T11:20:00+03:00', { comment: '?' })
    const line2 = await office.begin(anna, '2026-11-18T12:00:00+03:00', { subject: 'second line' })
    await office.act(line2.id, 'route', anna, '2026-11-18T12:10:00+03:00', { line: 'support2' })
  })

  it('counts for the menu what it lists, for each person, and what is open', async () => {
    for (const who of [anna, boris, vera]) {
      const ctx = office.ctx(who, '2026-11-19T00:00:00+03:00')
      const { count } = await listInbox({ ctx, input: {} })
      expect(await menuCounts({ ctx })).toMatchObject({ inbox: count, open: { ticket: 6 } })
    }
  })

  it('groups by the organization’s midnight, then shows what waits for others', async () => {
    // 18:20 UTC is 21:20 in Moscow: 22:30 is today there, 0:30 is tomorrow, whatever the day in UTC.
    expect(await titles(anna, '2026-11-18T22:00:00+03:00')).toEqual([
      'today: hour before midnight',
      'week: half past midnight',
      'week: tomorrow',
      'later: next week',
      'waiting: asked',
    ])
    expect(await titles(anna, '2026-11-19T00:00:00+03:00')).toEqual([
      'overdue: hour before midnight',
      'today: half past midnight',
      'today: tomorrow',
      'later: next week',
      'waiting: asked',
    ])
    expect((await titles(anna, '2026-11-22T23:59:59+03:00')).filter((title) => title.endsWith('next week'))).toEqual(['later: next week'])
    expect((await titles(anna, '2026-11-23T00:00:00+03:00')).filter((title) => title.endsWith('next week'))).toEqual(['today: next week'])
  })

  it('counts the groups as it shows them', async () => {
    const { groups, count, countIsMore } = await listInbox({ ctx: office.ctx(anna, '2026-11-19T00:00:00+03:00'), input: { limit: 1 } })
    expect(groups).toEqual({ overdue: 1, today: 2, week: 0, later: 1, waiting: 1 })
    expect([count, countIsMore]).toEqual([4, false])
  })

  it('shows each person their own parties’ tasks, page by page', async () => {
    const at = '2026-11-18T22:00:00+03:00'
    expect(await titles(boris, at)).toEqual(['week: second line'])
    expect(await titles(vera, at)).toEqual([])
    const whole = await titles(anna, at)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listInbox({ ctx: office.ctx(anna, at), input: { limit: 2, cursor } })
      seen.push(...page.items.map((item) => `${item.group}: ${item.title}`))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(whole)
    expect(await titles(anna, at, { scope: 'mine' })).toEqual(['waiting: asked'])
    expect((await titles(anna, at, { scope: 'free' })).length).toBe(4)
    await expect(listInbox({ ctx: office.ctx(anna, at), input: { cursor: 'bm9uc2Vuc2U' } })).rejects.toMatchObject({ code: 'BadInput' })
  })
})

describe('claims', () => {
  let office: Office
  let anna: Staff
  let boris: Staff
  let vera: Staff
  const at = '2026-11-20T10:00:00+03:00'
  beforeAll(async () => {
    office = await desk.office()
    ;({ anna, boris, vera } = await team(office))
  })
  const holder = async (id: string) =>
    (await listInbox({ ctx: office.ctx(anna, at), input: {} })).items.find((item) => item.id === id)?.assignee?.id ?? null

  it('of twenty at once one wins, and the others hear who', async () => {
    const { id } = await office.begin(anna, at)
    const rivals = await Promise.all(Array.from({ length: 20 }, (_, i) => office.person(`Соперник ${i}`, 'support1')))
    const results = await Promise.allSettled(rivals.map((rival) => claim({ ctx: office.ctx(rival, at), input: { id } })))
    const won = results.flatMap((result, i) => (result.status === 'fulfilled' ? [rivals[i]] : []))
    expect(won).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'fulfilled') continue
      expect(result.reason).toBeInstanceOf(Problem)
      expect(result.reason).toMatchObject({
        code: 'Conflict',
        label: { ru: `Задача уже занята: ${won[0]?.name}` },
        details: { holderId: won[0]?.id },
      })
    }
    expect(await holder(id)).toBe(won[0]?.id)
    const rows = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.entityId, id)))
    expect(rows.filter((row) => row.action === 'inbox.claim')).toHaveLength(1)
  })

  it('is kept while the process only reminds, and gone when the task is done', async () => {
    const { id } = await office.begin(anna, at, { requestType: 'problem' })
    await claim({ ctx: office.ctx(anna, at), input: { id } })
    await office.fireNext(id)
    expect(await holder(id)).toBe(anna.id)
    await office.act(id, 'route', anna, '2026-11-20T10:50:00+03:00', { line: 'support2' })
    const theirs = await listInbox({ ctx: office.ctx(boris, at), input: {} })
    expect(theirs.items.find((item) => item.id === id)).toMatchObject({ assignee: null, mine: false })
  })

  it('is given back by its holder or a manager, by nobody else', async () => {
    const { id } = await office.begin(anna, at)
    const other = await office.person('Другой', 'support1')
    const go = (verb: typeof claim, who: Staff) => verb({ ctx: office.ctx(who, at), input: { id } })
    expect(await go(claim, anna)).toEqual({ holderId: anna.id })
    expect(await go(claim, anna)).toEqual({ holderId: anna.id })
    await expect(go(release, other)).rejects.toMatchObject({ code: 'Forbidden' })
    expect(await go(release, vera)).toEqual({ holderId: null })
    expect(await go(release, other)).toEqual({ holderId: null })
    await expect(go(claim, boris)).rejects.toMatchObject({ code: 'Forbidden' })
    await office.act(id, 'take', anna, at)
    await expect(go(release, anna)).rejects.toMatchObject({ code: 'Conflict' })
  })

  it('finds nothing to take where there is none, nor across organizations', async () => {
    const { id } = await office.begin(anna, at)
    await office.act(id, 'reject', anna, at, { why: 'spam' })
    await expect(claim({ ctx: office.ctx(anna, at), input: { id } })).rejects.toMatchObject({ code: 'Conflict' })
    await expect(claim({ ctx: office.ctx(anna, at), input: { id: 'x' } })).rejects.toMatchObject({ code: 'NotFound' })
    const foreign = await desk.office()
    const spy = await foreign.person('Шпион', 'admin')
    const open = await office.begin(anna, at)
    await expect(claim({ ctx: foreign.ctx(spy, at), input: { id: open.id } })).rejects.toMatchObject({ code: 'NotFound' })
  })
})

describe('what a person keeps', () => {
  const at = '2026-11-20T10:00:00+03:00'

  it('saves a filter under a name, replaces it, lists and removes one’s own', async () => {
    const office = await desk.office()
    const { anna, boris } = await team(office)
    const save = (who: Staff, name: string, query: { search: string }) =>
      saveView({ ctx: office.ctx(who), input: { kind: 'ticket', name, query } })
    const first = await save(anna, '  Мои   срочные ', { search: 'due=late' })
    expect(first.name).toBe('Мои срочные')
    expect((await save(anna, 'Мои срочные', { search: 'due=today' })).id).toBe(first.id)
    await save(anna, 'А ещё', { search: '' })
    const own = async (who: Staff) =>
      (await listViews({ ctx: office.ctx(who), input: { kind: 'ticket' } })).items.map((view) => [view.name, view.query])
    expect(await own(anna)).toEqual([
      ['А ещё', { search: '' }],
      ['Мои срочные', { search: 'due=today' }],
    ])
    expect(await own(boris)).toEqual([])
    await expect(removeView({ ctx: office.ctx(boris), input: { id: first.id } })).rejects.toMatchObject({ code: 'NotFound' })
    await removeView({ ctx: office.ctx(anna), input: { id: first.id } })
    expect(await own(anna)).toHaveLength(1)
    for (const name of ['', ' ', 'я'.repeat(81)]) await expect(save(anna, name, { search: '' })).rejects.toMatchObject({ code: 'BadInput' })
    await expect(save(anna, 'big', { search: 'x'.repeat(5_000) })).rejects.toMatchObject({ code: 'BadInput' })
  })

  it('reads notifications once, and only one’s own', async () => {
    const office = await desk.office()
    const { anna, vera } = await team(office)
    const ids: string[] = []
    for (let i = 0; i < 3; i += 1) {
      const { id } = await office.begin(anna, at, { subject: `n${i}` })
      ids.push(id)
      await office.act(id, 'assign', vera, new Date(Date.parse(at) + i * 60_000), { assigneeId: anna.id })
    }
    const mine = office.ctx(anna, '2026-11-20T11:00:00+03:00')
    expect(await menuCounts({ ctx: mine })).toEqual({ inbox: 3, unread: 3, open: { ticket: 3 } })
    const page = await listNotifications({ ctx: mine, input: { limit: 2 } })
    expect(page.items.map((item) => item.title)).toEqual(['n2', 'n1'])
    expect(page.count).toBe(3)
    const rest = await listNotifications({ ctx: mine, input: { limit: 2, cursor: page.nextCursor ?? '' } })
    expect(rest.items.map((item) => item.title)).toEqual(['n0'])
    expect(await markRead({ ctx: office.ctx(vera), input: { ids: page.items.map((item) => item.id) } })).toEqual({ marked: 0 })
    expect(await markRead({ ctx: mine, input: { ids: [page.items[0]?.id ?? '', 'x'] } })).toEqual({ marked: 1 })
    expect(await markRead({ ctx: mine, input: { processId: ids[1] } })).toEqual({ marked: 1 })
    expect((await listNotifications({ ctx: mine, input: { unread: true } })).items.map((item) => item.title)).toEqual(['n0'])
    expect(await markRead({ ctx: mine, input: {} })).toEqual({ marked: 1 })
    expect(await menuCounts({ ctx: mine })).toMatchObject({ unread: 0 })
  })

  it('offers people of a party by name', async () => {
    const office = await desk.office()
    const { anna, boris, vera } = await team(office)
    const named = async (input: Parameters<typeof listPeople>[0]['input']) =>
      (await listPeople({ ctx: office.ctx(anna), input })).items.map((one) => one.id)
    expect(await named({})).toEqual([anna.id, boris.id, vera.id])
    expect(await named({ party: 'support' })).toEqual([anna.id, boris.id])
    expect(await named({ party: 'requester' })).toEqual([])
    expect(await named({ text: 'ёлк' })).toEqual([boris.id])
  })
})
