import { performance } from 'node:perf_hooks'
import type { Contestant } from './contestant.ts'

export interface Driven {
  readonly perSecond: number
  readonly seconds: number
  /** Of each step, milliseconds, while all the others are in flight. */
  readonly stepsMs: readonly number[]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Runs whole lives, so many at once. @throws at the first step that is not confirmed */
export async function drive(contestant: Contestant, lives: number, inFlight: number): Promise<Driven> {
  let left = lives
  const stepsMs: number[] = []
  const liveOn = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const id = await contestant.begin()
      for (let index = 0; index < contestant.steps; index += 1) stepsMs.push(await timed(() => contestant.step(id, index)))
    }
  }
  const seconds = (await timed(() => Promise.all(Array.from({ length: Math.min(inFlight, lives) }, liveOn)))) / 1_000
  return { perSecond: lives / seconds, seconds, stepsMs }
}

/** One life after another, each call by itself. */
export async function driveOneByOne(
  contestant: Contestant,
  lives: number,
): Promise<{ readonly beginMs: number[]; readonly stepsMs: number[] }> {
  const beginMs: number[] = []
  const stepsMs: number[] = []
  for (let life = 0; life < lives; life += 1) {
    let id = ''
    beginMs.push(await timed(async () => (id = await contestant.begin())))
    for (let index = 0; index < contestant.steps; index += 1) stepsMs.push(await timed(() => contestant.step(id, index)))
  }
  return { beginMs, stepsMs }
}
