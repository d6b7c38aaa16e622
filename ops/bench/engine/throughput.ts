import { readFile } from 'node:fs/promises'
import { percentilesOf, spreadOf } from '../numbers.ts'
import type { Aim, BenchRow, Scenario } from '../scenario.ts'
import type { Contestant } from './contestant.ts'
import { drive, driveOneByOne } from './drive.ts'
import { lettersLeft } from './letters-left.ts'
import { setStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { usageOf } from './usage.ts'

export interface ThroughputSizes {
  readonly rounds: number
  readonly inFlight: number
  /** Lives in a round, of those on the engine and of those on plain tables. */
  readonly lives: number
  readonly plainLives: number
  readonly warmUpLives: number
  /** Lives one after another in a round. */
  readonly singles: number
}

const full: ThroughputSizes = { rounds: 3, inFlight: 50, lives: 300, plainLives: 2_000, warmUpLives: 100, singles: 12 }

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** What the engine's library prints when a worker and the server disagree about a task; each costs a retry. */
const mishaps = ['unprocessed protocol messages', 'Workflow task not found'] as const

async function mishapRows(logs: readonly string[]): Promise<BenchRow[]> {
  const texts = await Promise.all(logs.map((log) => readFile(log, 'utf8')))
  return mishaps.map((line) => ({
    what: `lines “${line}”`,
    unit: 'lines',
    numbers: { all: texts.reduce((sum, text) => sum + text.split(line).length - 1, 0) },
  }))
}

type Cpu = Record<string, number[]>

async function costed<T>(stage: Stage, cpu: Cpu, lives: number, work: () => Promise<T>): Promise<T> {
  const parts = Object.entries(stage.pids())
  const before = await Promise.all(parts.map(([, pids]) => usageOf(pids)))
  const result = await work()
  const after = await Promise.all(parts.map(([, pids]) => usageOf(pids)))
  for (const [index, [name]] of parts.entries()) (cpu[name] ??= []).push(((after[index]?.cpuMs ?? 0) - (before[index]?.cpuMs ?? 0)) / lives)
  return result
}

interface Measured {
  readonly contestant: Contestant
  readonly lives: number
  readonly perSecond: number[]
  readonly loadedMs: number[]
  readonly beginMs: number[]
  readonly stepMs: number[]
  readonly cpu: Cpu
}

const measured = (contestant: Contestant, lives: number): Measured => ({
  contestant,
  lives,
  perSecond: [],
  loadedMs: [],
  beginMs: [],
  stepMs: [],
  cpu: {},
})

function rowsOf({ contestant: { name }, perSecond, loadedMs, beginMs, stepMs, cpu }: Measured, inFlight: number): BenchRow[] {
  const used = Object.entries(cpu).map(([part, values]): readonly [string, number] => [part, mean(values)])
  return [
    { what: `${name}: lives, ${String(inFlight)} in flight`, unit: 'lives/s', numbers: spreadOf(perSecond) },
    { what: `${name}: step, ${String(inFlight)} in flight`, unit: 'ms', numbers: percentilesOf(loadedMs) },
    { what: `${name}: start, one at a time`, unit: 'ms', numbers: percentilesOf(beginMs) },
    { what: `${name}: step, one at a time`, unit: 'ms', numbers: percentilesOf(stepMs) },
    { what: `${name}: CPU of a life`, unit: 'ms', numbers: Object.fromEntries(used.filter(([, ms]) => ms >= 0.05)) },
  ]
}

const aims: Readonly<Record<string, Aim>> = {
  'bare engine, one message: lives, 50 in flight': { of: 'median', atLeast: 59 },
  'ticket by the API: step, one at a time': { of: 'p50', atMost: 30 },
  'ticket by the API: share of the bare engine': { of: 'share', atLeast: 0.8 },
}

function shareOf([bare, product]: readonly Measured[]): number {
  if (!bare || !product) throw new Error('Nothing was measured')
  return spreadOf(product.perSecond).median / spreadOf(bare.perSecond).median
}

/** Runs all side by side, in turns. */
export async function measureThroughput(stage: Stage, sizes: ThroughputSizes): Promise<readonly BenchRow[]> {
  const { rounds, inFlight, warmUpLives, singles } = sizes
  const all = [
    measured(stage.bare.life, sizes.lives),
    measured(stage.product, sizes.lives),
    measured(stage.floor, sizes.plainLives),
    measured(stage.bare.message, sizes.lives),
  ]
  const lettersMs: number[] = []
  const settled = (): Promise<number> => lettersLeft(stage.site.databaseUrl)
  for (const { contestant } of all) await drive(contestant, warmUpLives, inFlight)
  await settled()
  for (let round = 0; round < rounds; round += 1)
    for (const one of all) {
      const { perSecond, stepsMs } = await costed(stage, one.cpu, one.lives, async () => {
        const driven = await drive(one.contestant, one.lives, inFlight)
        const leftMs = await settled()
        if (one.contestant === stage.product) lettersMs.push(leftMs)
        return driven
      })
      one.perSecond.push(perSecond)
      one.loadedMs.push(...stepsMs)
    }
  for (let round = 0; round < rounds; round += 1)
    for (const one of all) {
      const alone = await driveOneByOne(one.contestant, singles)
      one.beginMs.push(...alone.beginMs)
      one.stepMs.push(...alone.stepsMs)
      await settled()
    }
  const rows: BenchRow[] = [
    ...all.flatMap((one) => rowsOf(one, inFlight)),
    { what: 'ticket by the API: letters left after the last answer', unit: 'ms', numbers: spreadOf(lettersMs) },
    { what: 'ticket by the API: share of the bare engine', unit: 'of its lives/s', numbers: { share: shareOf(all) } },
    { what: 'ticket by the API: answers not confirmed within 5 s', unit: 'answers', numbers: { all: stage.repeats() } },
    ...(await mishapRows(stage.logs)),
  ]
  return rows.map((row) => {
    const aim = aims[row.what]
    return aim ? { ...row, aim } : row
  })
}

/** How near the product comes to what the engine gives, and how far both are from plain tables. */
export const engineThroughput: Scenario = {
  name: 'engine',
  about: 'the life of a ticket by the API beside a bare workflow and beside plain tables',
  async run({ progress, shape }) {
    const stage = await progress.step('The stage', () => setStage({ shape }))
    try {
      return await progress.step('Rounds', () => measureThroughput(stage, full))
    } finally {
      await stage.close()
    }
  },
}
