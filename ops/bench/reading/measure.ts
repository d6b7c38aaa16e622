import { percentilesOf } from '../numbers.ts'
import type { BenchContext, BenchRow } from '../scenario.ts'
import type { ReadingSite } from './site.ts'

/** One way to read, repeated; each repetition gets its number, to ask for something else. */
export interface Reading {
  readonly what: string
  /** Of its p95, where it is not as of all others. */
  readonly aimMs?: number
  read(turn: number): Promise<unknown>
}

const warmUps = 10
const usualCalls = 200
const usualRestarts = 5
const usualAimMs = 100

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/**
 * Every reading one call at a time, with what it reads in Postgres's cache; and what one takes of the processors, which says more
 * than its time where the machine does other work.
 */
export async function measureWarm(
  readings: readonly Reading[],
  site: ReadingSite,
  { progress, calls = usualCalls }: BenchContext,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { what, read, aimMs = usualAimMs } of readings) {
    for (let turn = 0; turn < Math.min(warmUps, calls); turn += 1) await read(turn)
    const times: number[] = []
    const before = await site.cpu()
    for (let turn = 0; turn < calls; turn += 1) times.push(await timed(() => read(turn)))
    const after = await site.cpu()
    const percentiles = percentilesOf(times)
    const cpu = { 'CPU Postgres': (after.postgresMs - before.postgresMs) / calls, 'CPU API': (after.apiMs - before.apiMs) / calls }
    progress.say(`${what}: p95 ${percentiles.p95.toFixed(1)} ms, CPU ${cpu['CPU Postgres'].toFixed(1)} + ${cpu['CPU API'].toFixed(1)}`)
    rows.push({ what, unit: 'ms', numbers: { ...percentiles, ...cpu }, aim: { of: 'p95', atMost: aimMs } })
  }
  return rows
}

/** Every reading once after each of a few restarts of Postgres: its own cache is empty, the system's is not. */
export async function measureCold(
  readings: readonly Reading[],
  site: ReadingSite,
  { calls = usualRestarts }: BenchContext,
): Promise<BenchRow[]> {
  const times = readings.map((): number[] => [])
  for (let turn = 0; turn < Math.min(usualRestarts, calls); turn += 1) {
    await site.database.restart()
    // The API's connections are opened anew by the first call, which is nobody's reading.
    await site.manager.trpc.session.me.query().catch(() => site.manager.trpc.session.me.query())
    for (const [index, { read }] of readings.entries()) times[index]?.push(await timed(() => read(turn)))
  }
  return readings.map(({ what }, index) => ({ what: `cold: ${what}`, unit: 'ms', numbers: percentilesOf(times[index] ?? []) }))
}
