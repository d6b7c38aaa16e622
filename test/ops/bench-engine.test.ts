import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage } from '../../ops/bench/engine/stage.ts'
import type { Stage } from '../../ops/bench/engine/stage.ts'
import { measureMemory } from '../../ops/bench/engine/memory.ts'
import { measureThroughput } from '../../ops/bench/engine/throughput.ts'

const sizes = { rounds: 1, inFlight: 2, lives: 2, plainLives: 2, warmUpLives: 1, singles: 1 }
const lives = sizes.warmUpLives + sizes.rounds * (sizes.lives + sizes.singles)

// The numbers themselves are the bench's own business: here it has to have run what it says it measures.
describe('the bench of the engine', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  }, 120_000)
  afterAll(() => stage.close(), 60_000)

  async function count(database: string, table: string): Promise<number> {
    const url = new URL(stage.site.databaseUrl)
    if (database !== '') url.pathname = `/${database}`
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
    await client.end()
    return rows[0]?.count ?? -1
  }

  it('runs every life to its end in all ways, and measures each', async () => {
    const rows = await measureThroughput(stage, sizes)
    // Four rows of the life that is compared, two of the one with one message.
    expect(await count('bench_bare', 'steps')).toBe((4 + 2) * lives)
    expect(await count('bench_floor', 'case_steps')).toBe(4 * lives)
    expect(await count('', `events WHERE kind = 'act'`)).toBe(4 * lives)
    // A question that its answer overtook is withheld.
    expect(await count('', `deliveries WHERE status IN ('sent', 'skipped')`)).toBe(3 * lives)
    expect(await count('', `processes WHERE state = 'processed'`)).toBe(lives)
    const measured = rows.filter((row) => Object.values(row.numbers).some((number) => number > 0)).map((row) => row.what)
    for (const name of ['bare engine', 'bare engine, one message', 'ticket by the API', 'plain tables'])
      for (const what of ['lives, 2 in flight', 'step, 2 in flight', 'start, one at a time', 'step, one at a time', 'CPU of a life'])
        // Two lives on plain tables take less than the 10 ms in which the kernel counts.
        if (what !== 'CPU of a life' || name !== 'plain tables') expect(measured).toContain(`${name}: ${what}`)
  }, 120_000)

  it('tells what open tickets cost', async () => {
    const rows = await measureMemory(stage, { open: 8, inFlight: 2, steps: 2, restMs: 0 })
    expect(await count('', `processes WHERE state = 'registered'`)).toBe(8 - 3 * 2)
    expect(Object.keys(rows.find((row) => row.what === 'one more open process')?.numbers ?? {})).toEqual([
      'worker',
      'API',
      'engine',
      'Postgres',
    ])
    expect(rows.every((row) => Object.values(row.numbers).every(Number.isFinite))).toBe(true)
  }, 120_000)
})
