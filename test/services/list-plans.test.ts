import { and, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processes } from '../../db/schema/process.ts'
import { conditionsOf } from '../../services/process/filter.ts'
import type { ListInput } from '../../services/process/list.ts'
import { listProcesses } from '../../services/process/list.ts'
import { orderOf, processSorts } from '../../services/process/sorts.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

// Under forced row security only leakproof operators use an index, and a plan shows it only with rows to plan for.
const rows = 15_000
const now = '2026-11-20T12:00:00+03:00'

let desk: Desk
let office: Office
let anna: Staff
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  const neighbour = await desk.office()
  anna = await office.person('Анна', 'support1')
  const { id } = await office.begin(anna, now)
  const owner = new pg.Client({ connectionString: desk.ownerUrl })
  await owner.connect()
  try {
    for (const tenantId of [office.tenantId, neighbour.tenantId])
      await owner.query(
        `INSERT INTO processes (id, tenant_id, kind, number, title, state, seq, entered_seq, moved_seq, confirmed_seq, data, clocks, plan, fired,
           waits_for, waits_since, assignee_id, priority, contact_id, due_at, started_at, entered_at, changed_at, ended_at)
         SELECT gen_random_uuid(), $2, kind, 'О-2025-' || lpad(g::text, 6, '0'), 'Обращение ' || g, CASE WHEN g % 20 = 0 THEN 'inProgress' ELSE 'closed' END,
           seq, entered_seq, moved_seq, confirmed_seq,
           data || jsonb_build_object('requestType', CASE WHEN g % 50 = 0 THEN 'problem' ELSE 'incident' END, 'channel', CASE WHEN g % 50 = 1 THEN 'phone' ELSE 'mail' END),
           clocks, plan, fired, CASE WHEN g % 20 = 0 THEN CASE WHEN g % 40 = 0 THEN 'support1' ELSE 'requester' END END, started_at,
           CASE WHEN g % 50 = 0 THEN $3::uuid END, CASE WHEN g % 50 = 0 THEN 'critical' ELSE 'normal' END, contact_id,
           CASE WHEN g % 20 = 0 THEN $4::timestamptz + (g % 4000 - 100) * interval '1 minute' END,
           $4::timestamptz - g * interval '1 minute', entered_at, $4::timestamptz - g * interval '1 minute',
           CASE WHEN g % 20 > 0 THEN $4::timestamptz - g * interval '1 minute' END
         FROM processes, generate_series(1, $5::int) g WHERE id = $1`,
        [id, tenantId, anna.id, now, rows],
      )
    await owner.query('VACUUM ANALYZE processes')
  } finally {
    await owner.end()
  }
}, 120_000)
afterAll(() => desk.close())

/** The plan as the product's own role gets it. */
async function planOf(input: ListInput): Promise<string> {
  const ctx = office.ctx(anna, now)
  const order = orderOf(input.sort)
  const after = input.cursor === undefined ? undefined : order.after(input.cursor)
  const found = await desk.db.tenant(office.tenantId, (tx) => {
    const query = tx
      .select({ id: processes.id, title: processes.title })
      .from(processes)
      .where(and(conditionsOf(ctx, 'Europe/Moscow', input), after))
      .orderBy(order.orderBy)
      .limit(51)
    return tx.execute(sql`EXPLAIN ${query}`)
  })
  return found.rows.map((row) => String(row['QUERY PLAN'])).join('\n')
}

describe('no list reads the whole table', () => {
  const inputs: readonly ListInput[] = [
    ...processSorts.map((by) => ({ kind: 'ticket', sort: { by } })),
    { kind: 'ticket', open: true },
    { kind: 'ticket', open: false },
    { kind: 'ticket', states: ['inProgress'] },
    { kind: 'ticket', assignee: 'me' },
    { kind: 'ticket', assignee: 'none', open: true },
    { waitsFor: 'support' },
    { waitsFor: 'requester', sort: { by: 'due' } },
    { kind: 'ticket', due: 'late' },
    { kind: 'ticket', due: 'today' },
    { kind: 'ticket', due: 'week', sort: { by: 'due' } },
    { kind: 'ticket', priority: ['critical'] },
    { kind: 'ticket', channel: ['phone'] },
    { kind: 'ticket', requestType: ['problem'] },
    { kind: 'ticket', trouble: true },
    { text: 'О-2025-000123' },
    {},
  ]
  for (const input of inputs) it(JSON.stringify(input), async () => expect(await planOf(input)).not.toContain('Seq Scan on processes'))

  it('and a page goes on inside the index, however deep', async () => {
    for (const by of processSorts) {
      const { nextCursor } = await listProcesses({ ctx: office.ctx(anna, now), input: { kind: 'ticket', sort: { by }, limit: 200 } })
      const plan = await planOf({ kind: 'ticket', sort: { by }, cursor: nextCursor ?? '' })
      expect(plan, by).toMatch(/Index Cond: .*(?:ROW\(|number >= )/)
    }
  })

  it('counts exactly up to ten thousand, then says there are more', async () => {
    const count = async (input: ListInput) => {
      const page = await listProcesses({ ctx: office.ctx(anna, now), input: { ...input, limit: 1 } })
      return [page.count, page.countIsMore]
    }
    expect(await count({ kind: 'ticket' })).toEqual([10_000, true])
    expect(await count({ kind: 'ticket', states: ['inProgress'] })).toEqual([rows / 20, false])
  })
})
