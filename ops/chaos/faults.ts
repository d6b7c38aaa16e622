import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../demo/random.ts'
import type { Part } from '../scratch/part.ts'
import type { ChaosSite, Wire } from './site.ts'

/** Something that goes wrong, and is over when it resolves. */
export interface Fault {
  /** What is counted: `kill worker`. */
  readonly kind: string
  /** How often it comes among the others. */
  readonly weight: number
  strike(site: ChaosSite, random: Random): Promise<void>
}

const maxDownMs = 2_000
/** Each way, for each piece: a transaction of twenty statements takes two seconds longer. */
const maxDelayMs = 50

type Target = 'worker' | 'API' | 'Temporal' | 'Postgres'

function partOf({ installation }: ChaosSite, target: Target, random: Random): Part {
  if (target === 'worker') return random.pick(installation.workers)
  if (target === 'API') return random.pick(installation.apis)
  return target === 'Temporal' ? installation.temporal : installation.postgres
}

const down = (target: Target, how: NodeJS.Signals | 'stop', name: string, weight = 1): Fault => ({
  kind: `${name} ${target}`,
  weight,
  strike: (site, random) => site.keeper.restart(partOf(site, target, random), how, random.between(0, maxDownMs)),
})

/** Frozen for a while: it holds its connections and answers nobody. */
const freeze = (target: Target, longestMs: number): Fault => ({
  kind: `freeze ${target}`,
  weight: 1,
  async strike(site, random) {
    const part = partOf(site, target, random)
    if (!part.isRunning()) return
    part.pause()
    await sleep(random.between(1_000, longestMs))
    if (part.isRunning()) part.resume()
  },
})

const onWire = (wire: Wire, what: string, strike: (site: ChaosSite, random: Random) => Promise<void>): Fault => ({
  kind: `${what} ${wire}`,
  weight: 0.5,
  strike,
})

function wireFaults(wire: Wire, longestMs: number): Fault[] {
  return [
    onWire(wire, 'delay', async ({ wires }, random) => {
      wires[wire].delay(random.between(5, maxDelayMs))
      await sleep(random.between(1_000, longestMs))
      wires[wire].heal()
    }),
    onWire(wire, 'reset', async ({ wires }) => wires[wire].reset()),
    onWire(wire, 'blackhole', async ({ wires }, random) => {
      wires[wire].blackhole()
      await sleep(random.between(1_000, longestMs))
      wires[wire].heal()
    }),
    onWire(wire, 'swallow an answer of', async ({ wires }, random) => {
      wires[wire].swallowAnswerAfter(random.whole(0, 200))
      await sleep(random.between(500, 1_500))
      wires[wire].heal()
    }),
  ]
}

/** All that happens by chance. `longestMs` bounds how long something stays frozen or cut off. */
export const faultsUpTo = (longestMs: number): readonly Fault[] => [
  down('worker', 'SIGKILL', 'kill', 2),
  down('API', 'SIGKILL', 'kill', 2),
  down('Temporal', 'SIGKILL', 'kill', 2),
  down('Postgres', 'SIGQUIT', 'stop at once', 2),
  down('Postgres', 'SIGKILL', 'kill'),
  down('worker', 'stop', 'restart'),
  down('API', 'stop', 'restart'),
  freeze('worker', longestMs),
  freeze('API', longestMs),
  freeze('Temporal', longestMs),
  freeze('Postgres', longestMs),
  ...wireFaults('postgres', longestMs),
  ...wireFaults('temporal', longestMs),
  ...wireFaults('smtp', longestMs),
]
