import { expect, it } from 'vitest'
import type { CrashPoint } from '../../ops/chaos/crash/points.ts'
import { runCrashPoints } from '../../ops/chaos/scenarios/crash-points.ts'
import { isFull } from '../model/scale.ts'

const seed = Number(process.env.VEKHA_CHAOS_SEED ?? '11')
/** One of each kind, and those that are known by what a statement says, by `npm run faults`, for it takes over a minute; `npm run chaos -- --scenario crash-points` does the same at every point. */
const points: readonly CrashPoint[] = [
  'start before commit',
  'start after engine',
  'act after engine',
  'letter before 250',
  'send after claim',
  'send after letter',
  'send after note',
  'relay after claim',
  'relay before engine',
  'relay after engine',
  'record before commit',
  'load before commit',
]

it.runIf(isFull)(
  `loses nothing and moves nothing twice when APIs and workers die at named points (seed ${String(seed)})`,
  { timeout: 300_000 },
  async () => {
    const { numbers, breaches } = await runCrashPoints({ seed, tickets: 130, rate: 1.5, hits: 1, points, programs: 3, say: console.log })
    console.log(numbers)
    expect(breaches).toEqual([])
    expect(numbers).toMatchObject({ lost: 0, 'moved twice': 0, 'fewest at a point': 1 })
  },
)
