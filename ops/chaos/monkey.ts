import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../demo/random.ts'
import type { Fault } from './faults.ts'
import type { ChaosSite } from './site.ts'

/** Faults that were done, by kind. */
export type FaultCounts = ReadonlyMap<string, number>

export interface MonkeyOptions {
  readonly site: ChaosSite
  readonly random: Random
  readonly faults: readonly Fault[]
  /** Each comes once before any comes again; otherwise they come by their weight. */
  readonly inTurn: boolean
  /** Between two beginnings, at least and at most. */
  readonly everyMs: readonly [number, number]
  readonly say: (line: string) => void
}

function chosen(faults: readonly Fault[], random: Random): Fault {
  let left = random.share() * faults.reduce((sum, { weight }) => sum + weight, 0)
  for (const fault of faults) {
    left -= fault.weight
    if (left < 0) return fault
  }
  return random.pick(faults)
}

/** Does what is drawn from the faults until `until` settles; one may begin before another is over. Answers what was done, once all are over. */
export async function rage(options: MonkeyOptions, until: Promise<unknown>): Promise<FaultCounts> {
  const { site, random, faults, inTurn, everyMs, say } = options
  let turn: Fault[] = []
  const next = (): Fault => {
    if (!inTurn) return chosen(faults, random)
    if (turn.length === 0) turn = [...faults]
    const [fault] = turn.splice(random.whole(0, turn.length - 1), 1)
    return fault ?? random.pick(faults)
  }
  const counts = new Map<string, number>()
  const struck: Promise<void>[] = []
  const calm = new AbortController()
  void until.then(() => calm.abort())
  const startedAtMs = performance.now()
  while (!calm.signal.aborted) {
    await sleep(random.between(...everyMs), undefined, { signal: calm.signal }).catch(() => undefined)
    if (calm.signal.aborted) break
    const fault = next()
    say(`${((performance.now() - startedAtMs) / 1_000).toFixed(1)} s: ${fault.kind}`)
    counts.set(fault.kind, (counts.get(fault.kind) ?? 0) + 1)
    struck.push(fault.strike(site, random))
  }
  await Promise.all(struck)
  return counts
}
