import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../demo/random.ts'
import { linesOf } from '../../verify/report.ts'
import { untilCalm } from '../calm.ts'
import { keepDiagnostics } from '../diagnostics.ts'
import { faultsUpTo } from '../faults.ts'
import type { Fault } from '../faults.ts'
import { startLoad } from '../load.ts'
import type { Stage } from '../life.ts'
import { rage } from '../monkey.ts'
import type { FaultCounts } from '../monkey.ts'
import type { ChaosOptions, ChaosResult, Scenario } from '../scenario.ts'
import { openSite } from '../site.ts'
import type { ChaosSite } from '../site.ts'
import { answeredShare, newTally } from '../tally.ts'
import { judge } from '../verdict.ts'
import type { Judgement, Ran } from '../verdict.ts'

/** After the last fault; past it the run has stalled. */
const drainMs = 120_000

export interface MixedOptions extends ChaosOptions {
  readonly everyMs: readonly [number, number]
  readonly faults: readonly Fault[]
  readonly inTurn: boolean
  readonly thinkMs: number
  /** Letters that may arrive twice beyond one in a thousand: too few are sent for that to be measured. */
  readonly lettersTwice: number
}

const shown = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([kind, count]) => `${kind} ${String(count)}`)
    .join(', ')

/** Lets tickets arrive while faults strike, waits until all is as it was, and hands over what is to be judged. */
export async function strike(site: ChaosSite, options: MixedOptions): Promise<{ readonly ran: Ran; readonly faults: FaultCounts }> {
  const { seed, tickets, rate, everyMs, faults: all, inTurn, thinkMs, say } = options
  const over = new AbortController()
  const tally = newTally()
  const asking = { journal: site.journal, tally, over: over.signal }
  const stage: Stage = { site, asking, random: createRandom(seed), thinkMs, mailShare: 0.1 }
  const load = startLoad(stage, site.cast, { tickets, rate })
  const faults = await rage({ site, random: createRandom(seed + 1), faults: all, inTurn, everyMs, say }, load.arrived)
  const calmAtMs = performance.now()
  say('all have arrived; no more faults')
  const drained = await Promise.race([load.done.then(() => true), sleep(drainMs, false, { ref: false })])
  const calm = await untilCalm(site, Math.max(1_000, drainMs - (performance.now() - calmAtMs)))
  const tookMs = Math.round(performance.now() - calmAtMs)
  if (!drained || calm.unrest !== undefined) say(`stalled; ${await keepDiagnostics(site, load.lives, 'stall')}`)
  over.abort()
  await load.done
  return { ran: { site, tally, lives: load.lives, calm: { ...calm, tookMs }, mustDouble: options.lettersTwice }, faults }
}

/** What a run is told by, at its end. */
export const numbersOf = ({ tally, lives, calm }: Ran, { ledger, letters }: Judgement, faults: FaultCounts): ChaosResult['numbers'] => ({
  faults: [...faults.values()].reduce((sum, one) => sum + one, 0),
  'of them': shown(faults),
  tickets: lives.length,
  asked: tally.asked,
  'answered in 30 s, %': Number((answeredShare(tally) * 100).toFixed(1)),
  requests: tally.sent,
  'of them answered': tally.answered,
  unknown: shown(tally.unknown),
  acknowledged: tally.acknowledged,
  'letters taken': tally.lettersTaken,
  lost: ledger.lost.length,
  'moved twice': ledger.doubled.length,
  'letters arrived': letters.arrived,
  'letters twice': letters.twice.length,
  'back to normal, s': Number((calm.tookMs / 1_000).toFixed(1)),
})

const nothingMore: ChaosResult = { numbers: {}, breaches: [] }

/** Hurts an installation of its own and judges what came of it. */
export async function runMixed(options: MixedOptions, more: (ran: Ran) => ChaosResult = () => nothingMore): Promise<ChaosResult> {
  const { say } = options
  const site = await openSite()
  try {
    const { ran, faults } = await strike(site, options)
    const judged = await judge(ran, (verdict) => say(linesOf(verdict).join('\n')))
    if (judged.breaches.length > 0) say(`kept in ${await keepDiagnostics(site, ran.lives, 'failed')}`)
    const { numbers, breaches } = more(ran)
    return { numbers: { ...numbersOf(ran, judged, faults), ...numbers }, breaches: [...judged.breaches, ...breaches] }
  } finally {
    await site.close()
  }
}

export const mixed: Scenario = {
  name: 'mixed',
  about: 'everything at random under load: kills, freezes, restarts, broken wires',
  run: (options) =>
    runMixed({ ...options, everyMs: [5_000, 10_000], faults: faultsUpTo(15_000), inTurn: false, thinkMs: 1_000, lettersTwice: 0 }),
}
