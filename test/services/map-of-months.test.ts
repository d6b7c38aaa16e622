import { and, between, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bucketMedian } from '../../domain/duration-bucket.ts'
import { flows, monthSpans, spans } from '../../db/schema/desk.ts'
import { countMove } from '../../services/process/counts.ts'
import { mapNumbers } from '../../services/process/map-numbers.ts'
import { wholeMonths } from '../../services/process/whole-months.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const dayMs = 86_400_000
const startMs = Date.parse('2023-12-28T00:00:00Z')
const days = 1_100
const day = fc.integer({ min: 0, max: days - 1 }).map((passed) => new Date(startMs + passed * dayMs))
const period = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))
const text = (at: Date): string => at.toISOString().slice(0, 10)

let desk: Desk
let office: Office
let anna: Staff
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  anna = await office.person('Анна', 'manager')
})
afterAll(() => desk.close())

it('splits days into whole months and the rest, each day once', () => {
  fc.assert(
    fc.property(period, ({ from, to }) => {
      const { months, days: rest } = wholeMonths({ from: text(from), to: text(to) })
      const wanted: string[] = []
      for (let at = from.getTime(); at <= to.getTime(); at += dayMs) wanted.push(text(new Date(at)))
      const holds = (of: string): number =>
        rest.filter((range) => range.from <= of && of <= range.to).length +
        (months && months.from <= of.slice(0, 7) && of.slice(0, 7) <= months.to ? 1 : 0)
      const outside = [from.getTime() - dayMs, to.getTime() + dayMs].map((at) => text(new Date(at)))
      expect(wanted.filter((of) => holds(of) !== 1)).toEqual([])
      expect(outside.filter((of) => holds(of) !== 0)).toEqual([])
      expect(rest.length).toBeLessThanOrEqual(2)
    }),
  )
})

it('gives the same medians by months as by days, whatever is counted and taken away', async () => {
  const { tenantId } = office
  const kind = 'ticket'
  const move = fc.record({
    at: day,
    from: fc.constantFrom('registered', 'inProgress', 'clarification'),
    dwellMs: fc.integer({ min: 1, max: 500_000_000 }),
    wholeMs: fc.option(fc.integer({ min: 1, max: 900_000_000 })),
  })
  for (const one of fc.sample(move, 400)) {
    const { at, from, dwellMs, wholeMs } = one
    // Along the same edge, so that the map has enough moves to count with.
    await office.db.tenant(tenantId, async (tx) => countMove(tx, { tenantId, kind, from, to: from, at, dwellMs, wholeMs }))
  }
  await office.db.tenant(tenantId, (tx) =>
    tx.insert(flows).values(
      Array.from({ length: days }, (_, passed) => ({
        tenantId,
        kind,
        day: text(new Date(startMs + passed * dayMs)),
        fromState: 'a',
        toState: 'b',
        count: 3_000,
      })),
    ),
  )
  await office.db.system(async (tx) => {
    await tx.execute(sql`DELETE FROM spans WHERE tenant_id = ${tenantId} AND bucket % 5 = 0`)
    await tx.execute(sql`UPDATE spans SET count = count + 2 WHERE tenant_id = ${tenantId} AND bucket % 7 = 0`)
  })
  for (const { from, to } of fc.sample(period, 40)) {
    const end = new Date(to.getTime() + dayMs)
    const { medians } = await office.db.tenantRead(tenantId, (tx) =>
      mapNumbers(tx, { ctx: office.ctx(anna), kind, zone: 'Europe/Moscow', from, to: end }),
    )
    const rows = await office.db.tenantRead(tenantId, (tx) =>
      tx
        .select()
        .from(spans)
        .where(and(eq(spans.tenantId, tenantId), between(spans.day, text(from), text(to)))),
    )
    const counted = new Map<string, Map<number, number>>()
    for (const { state, bucket, count } of rows) {
      const counts = counted.get(state) ?? new Map<number, number>()
      counted.set(state, counts.set(bucket, (counts.get(bucket) ?? 0) + count))
    }
    const plain = [...counted].map(([state, counts]) => [state, Math.round(bucketMedian(counts) ?? 0)] as const)
    expect(medians).toEqual(new Map(plain))
  }
  expect(await office.db.tenantRead(tenantId, (tx) => tx.$count(monthSpans))).toBeGreaterThan(100)
})
