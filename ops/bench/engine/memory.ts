import { setTimeout as sleep } from 'node:timers/promises'
import { percentilesOf } from '../numbers.ts'
import type { Aim, BenchRow, Scenario } from '../scenario.ts'
import { drive } from './drive.ts'
import { lettersLeft } from './letters-left.ts'
import { setStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { usageOf } from './usage.ts'

export interface MemorySizes {
  /** Tickets that are opened and stay open. */
  readonly open: number
  readonly inFlight: number
  /** Steps measured on processes that the worker holds, and on ones that it has dropped. */
  readonly steps: number
  /** What is started and read at once needs a while until it is given back. */
  readonly restMs: number
}

const full: MemorySizes = { open: 5_000, inFlight: 20, steps: 100, restMs: 15_000 }

const aims: Readonly<Record<string, Aim>> = { worker: { of: 'open', atMost: 500 }, API: { of: 'open', atMost: 250 } }
const kbOfMb = 1_024

async function rssOf(stage: Stage): Promise<Readonly<Record<string, number>>> {
  const { 'bare worker': _, ...parts } = stage.pids()
  const used = await Promise.all(Object.entries(parts).map(async ([name, pids]) => [name, (await usageOf(pids)).rssMb] as const))
  return Object.fromEntries(used)
}

async function timeFirstSteps({ product }: Stage, ids: readonly string[]): Promise<number[]> {
  const tookMs: number[] = []
  for (const id of ids) {
    const from = performance.now()
    await product.step(id, 0)
    tookMs.push(performance.now() - from)
  }
  return tookMs
}

/** What open processes cost: memory with none and with many, and a step on one that the worker had dropped from its cache. */
export async function measureMemory(stage: Stage, sizes: MemorySizes): Promise<readonly BenchRow[]> {
  const { product, site } = stage
  const begun: string[] = []
  const opening = {
    ...product,
    steps: 0,
    async begin() {
      const id = await product.begin()
      begun.push(id)
      return id
    },
  }
  // Programs that have just started have not yet taken what they need for any work.
  await drive(product, sizes.inFlight, sizes.inFlight)
  await lettersLeft(site.databaseUrl)
  await sleep(sizes.restMs)
  const idle = await rssOf(stage)
  await drive(opening, sizes.open, sizes.inFlight)
  await lettersLeft(site.databaseUrl)
  const busy = await rssOf(stage)
  await sleep(sizes.restMs)
  const open = await rssOf(stage)
  // The oldest have left the cache; the youngest are in it.
  const warmUp = Math.min(5, sizes.steps)
  await timeFirstSteps(stage, begun.splice(-warmUp))
  const cached = percentilesOf(await timeFirstSteps(stage, begun.splice(-sizes.steps)))
  const dropped = percentilesOf(await timeFirstSteps(stage, begun.splice(0, sizes.steps)))
  const parts = Object.keys(idle).map((name): BenchRow => {
    const numbers = { idle: idle[name] ?? 0, 'right after': busy[name] ?? 0, open: open[name] ?? 0 }
    const aim = aims[name]
    return { what: `${name}: memory, none and ${String(sizes.open)} open`, unit: 'MB', numbers, ...(aim ? { aim } : {}) }
  })
  const costKb = Object.fromEntries(
    Object.entries(open).map(([name, mb]) => [name, ((mb - (idle[name] ?? 0)) * kbOfMb) / sizes.open] as const),
  )
  return [
    ...parts,
    { what: 'one more open process', unit: 'KB', numbers: costKb },
    { what: 'step on a process that the worker holds', unit: 'ms', numbers: cached },
    { what: 'step on a process that it has dropped', unit: 'ms', numbers: dropped },
    { what: 'a dropped one, compared', unit: 'times', numbers: { p50: dropped.p50 / cached.p50 }, aim: { of: 'p50', atMost: 2 } },
  ]
}

export const memory: Scenario = {
  name: 'memory',
  about: 'what workers, API and engine take with none and with 5,000 tickets open, and a step on one that left the cache',
  async run({ progress, shape }) {
    const stage = await progress.step('The stage', () => setStage({ shape }))
    try {
      return await progress.step('Memory', () => measureMemory(stage, full))
    } finally {
      await stage.close()
    }
  },
}
