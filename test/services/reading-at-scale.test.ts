import { and, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import { multiply } from '../../ops/bench/reading/multiply.ts'
import { listInbox } from '../../services/inbox/list.ts'
import { menuCounts } from '../../services/inbox/menu-counts.ts'
import { listNotifications } from '../../services/notifications/read.ts'
import { conditionsOf } from '../../services/process/filter.ts'
import { getProcess } from '../../services/process/get.ts'
import { processHistory } from '../../services/process/history.ts'
import type { ListInput } from '../../services/process/list.ts'
import { listProcesses } from '../../services/process/list.ts'
import { processMap } from '../../services/process/map.ts'
import { orderOf, processSorts as everySort } from '../../services/process/sorts.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

// Under forced row security only leakproof operators use an index, and a plan shows it only with rows to plan for.
const copies = 50_000
const openCopies = 2_000
/** Of one question, whatever it asks: counting to ten thousand is the most there is to read. */
const mostRows = 22_000

let desk: Desk
let office: Office
let neighbour: Office
let small: Office
let anna: Staff
let ids: string[]
const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000)

/** Every way a ticket may stand, told by the real records. */
async function tellTemplates(): Promise<void> {
  const begin = (subject: string, more: object = {}) => office.begin(anna, hours(300), { subject, ...more })
  const asked = await begin('Касса не печатает чек', { channel: 'phone' })
  const solved = await begin('Остатки не сходятся', { requestType: 'problem' })
  const rejected = await begin('Реклама', { priority: 'low' })
  const closed = await begin('Касса зависает', { priority: 'critical' })
  const again = await begin('Не приходит отчёт', { channel: 'phone', priority: 'low' })
  const fresh = await begin('Терминал не отвечает')
  for (const { id } of [asked, solved, closed, again]) await office.act(id, 'take', anna, hours(290))
  await office.act(asked.id, 'ask', anna, hours(5), { comment: 'Какая касса?' })
  for (const { id } of [solved, closed, again]) await office.act(id, 'solve', anna, hours(280), { comment: 'Касса исправлена' })
  await office.act(rejected.id, 'reject', anna, hours(200), { why: 'spam' })
  for (const { id } of [solved, closed, again]) await office.fireNext(id)
  ids = [asked, solved, closed, fresh].map(({ id }) => id)
}

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  neighbour = await desk.office()
  small = await desk.office()
  anna = await office.person('Анна', 'support1', 'manager')
  await tellTemplates()
  const templatesOf = office.tenantId
  await multiply(
    desk.ownerUrl,
    [
      { tenantId: office.tenantId, templatesOf, copies, open: openCopies },
      { tenantId: neighbour.tenantId, templatesOf, copies: copies / 4, open: openCopies / 4 },
      { tenantId: small.tenantId, templatesOf, copies: 1_000, open: 50 },
    ],
    () => undefined,
  )
}, 120_000)
afterAll(() => desk.close())

interface Read {
  readonly table: string
  readonly rows: number
}

const counted = async (tx: Tx): Promise<Map<string, number>> => {
  const { rows } = await tx.execute<{ table: string; rows: string }>(
    sql`SELECT relname AS "table", seq_tup_read + coalesce(idx_tup_fetch, 0) AS rows FROM pg_stat_xact_user_tables
        WHERE relname IN ('processes', 'events', 'messages', 'steps', 'notifications', 'intervals', 'deliveries')`,
  )
  return new Map(rows.map((row) => [row.table, Number(row.rows)]))
}

/** What a verb reads, by Postgres's own count. */
async function readsOf(of: Office, ask: (db: Database) => Promise<unknown>): Promise<Read[]> {
  const reads: Read[] = []
  await ask({
    ...of.db,
    tenantRead: (tenantId, work) =>
      of.db.tenantRead(tenantId, async (tx) => {
        // The connection may still count what it read for others before.
        const before = await counted(tx)
        const answer = await work(tx)
        for (const [table, rows] of await counted(tx)) reads.push({ table, rows: rows - (before.get(table) ?? 0) })
        return answer
      }),
  })
  return reads
}

async function expectFrugal(of: Office, ask: (db: Database) => Promise<unknown>): Promise<void> {
  const reads = await readsOf(of, ask)
  expect(reads.length).toBeGreaterThan(0)
  expect(reads.filter(({ rows }) => rows > mostRows)).toEqual([])
}

const kind = 'ticket'
/** Tickets are about no moment. */
const processSorts = everySort.filter((by) => by !== 'moment')
const listInputs: readonly ListInput[] = [
  ...processSorts.map((by) => ({ kind, sort: { by } })),
  { kind, open: true },
  { kind, open: false },
  { kind, states: ['inProgress', 'clarification'] },
  { kind, states: ['closed'] },
  { kind, states: ['closed'], sort: { by: 'priority' } },
  { kind, assignee: 'me', open: true },
  { kind, assignee: 'none', open: true },
  { kind, assignee: 'none' },
  { waitsFor: 'support' },
  { waitsFor: 'requester', sort: { by: 'due' } },
  { kind, due: 'late' },
  { kind, due: 'today' },
  { kind, due: 'week', sort: { by: 'due' } },
  { kind, priority: ['critical'] },
  { kind, channel: ['phone'] },
  { kind, requestType: ['problem'] },
  { kind, states: ['closed'], priority: ['low'], channel: ['phone'] },
  { kind, states: ['closed'], priority: ['critical'], channel: ['phone'] },
  { kind, states: ['closed'], channel: ['phone'], sort: { by: 'due' } },
  { kind, trouble: true },
  { text: 'О-2025-000123' },
  {},
]
const texts: readonly ListInput[] = [
  { kind, text: 'касса' },
  { kind, text: 'кас' },
  { kind, text: '77190' },
  { kind, text: 'синхрофазотрон' },
  { kind, text: 'касса', open: true },
  { kind, text: 'касса', states: ['closed'], channel: ['phone'] },
  { text: 'отчёт', limit: 8 },
]

describe('no question reads a whole table, or more rows of it than anybody counts', () => {
  for (const input of [...listInputs, ...texts])
    it(`the list of ${JSON.stringify(input)}`, () =>
      expectFrugal(office, (db) => listProcesses({ ctx: { ...office.ctx(anna), db }, input })))

  it('a small neighbour’s search for what the big one has everywhere', () =>
    expectFrugal(neighbour, (db) => listProcesses({ ctx: { ...neighbour.ctx(anna), db }, input: { text: 'касса' } })))

  it('a small organization’s search for what others have everywhere, which finds all of its own', async () => {
    const input = { text: 'касса' }
    await expectFrugal(small, (db) => listProcesses({ ctx: { ...small.ctx(anna), db }, input }))
    const own = await small.db.tenantRead(small.tenantId, (tx) => tx.$count(processes, sql`title LIKE '%Касса%'`))
    const { count, countIsMore } = await listProcesses({ ctx: small.ctx(anna), input })
    expect(countIsMore).toBe(false)
    expect(count).toBeGreaterThanOrEqual(own)
    expect(own).toBeGreaterThan(100)
  })

  for (const days of [7, 30, 1_000])
    it(`the map of ${String(days)} days`, () =>
      expectFrugal(office, (db) => processMap({ ctx: { ...office.ctx(anna), db }, input: { kind, from: hours(days * 24) } })))

  for (const scope of ['all', 'mine', 'free'] as const)
    it(`the inbox of ${scope}`, () => expectFrugal(office, (db) => listInbox({ ctx: { ...office.ctx(anna), db }, input: { scope } })))

  it('a process, its history, notifications and the menu’s numbers', async () => {
    for (const id of ids) {
      await expectFrugal(office, (db) => getProcess({ ctx: { ...office.ctx(anna), db }, input: { id } }))
      await expectFrugal(office, (db) => processHistory({ ctx: { ...office.ctx(anna), db }, input: { id } }))
    }
    await expectFrugal(office, (db) => listNotifications({ ctx: { ...office.ctx(anna), db }, input: {} }))
    await expectFrugal(office, (db) => menuCounts({ ctx: { ...office.ctx(anna), db } }))
  })
})

/** The plan as the product's own role gets it. */
async function planOf(input: ListInput): Promise<string> {
  const order = orderOf(input.sort)
  const after = input.cursor === undefined ? undefined : order.after(input.cursor)
  const found = await desk.db.tenant(office.tenantId, (tx) => {
    const query = tx
      .select({ id: processes.id, title: processes.title })
      .from(processes)
      .where(and(conditionsOf(office.ctx(anna), 'Europe/Moscow', input, undefined), after))
      .orderBy(order.orderBy)
      .limit(51)
    return tx.execute(sql`EXPLAIN ${query}`)
  })
  return found.rows.map((row) => String(row['QUERY PLAN'])).join('\n')
}

describe('a list', () => {
  it('goes on inside the index, however deep the page', async () => {
    for (const by of processSorts) {
      const { nextCursor } = await listProcesses({ ctx: office.ctx(anna), input: { kind, sort: { by }, limit: 200 } })
      const plan = await planOf({ kind, sort: { by }, cursor: nextCursor ?? '' })
      expect(plan, by).toMatch(/Index Cond: .*(?:ROW\(|number >= )/)
      expect(plan, by).not.toContain('Seq Scan')
    }
  })

  it('counts exactly up to ten thousand, then says there are more', async () => {
    const count = async (input: ListInput) => {
      const page = await listProcesses({ ctx: office.ctx(anna), input: { ...input, limit: 1 } })
      return [page.count, page.countIsMore]
    }
    expect(await count({ kind })).toEqual([10_000, true])
    const [open, more] = await count({ kind, open: true })
    expect(open).toBeGreaterThanOrEqual(openCopies)
    expect(more).toBe(false)
  })
})
