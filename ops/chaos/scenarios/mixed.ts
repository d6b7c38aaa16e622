import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../demo/random.ts'
import { linesOf } from '../../verify/report.ts'
import type { Asking } from '../ask.ts'
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

export interface LoadedOptions extends ChaosOptions {
  readonly thinkMs: number
  /** Of the tickets, the share that comes by mail. */
  readonly mailShare: number
  /** Letters that may arrive twice beyond one in a thousand: too few are sent for that to be measured. */
  readonly lettersTwice: number
}
export interface MixedOptions extends Omit<LoadedOptions, 'mailShare'> {
  readonly everyMs: readonly [number, number]
  readonly faults: readonly Fault[]
  readonly inTurn: boolean
}

const shown = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([kind, count]) => `${kind} ${String(count)}`)
    .join(', ')

export interface Struck {
  readonly ran: Ran
  readonly faults: FaultCounts
}

/** Lets tickets and visits arrive while `hurt` does its work, waits until all is as it was, and hands over what is to be judged. */
export async function hurtUnderLoad(
  site: ChaosSite,
  options: LoadedOptions,
  hurt: (arrived: Promise<void>, asking: Asking, enough: () => void) => Promise<FaultCounts>,
): Promise<Struck> {
  const { seed, tickets, visits, rate, thinkMs, mailShare, lettersTwice: mustDouble, say } = options
  const over = new AbortController()
  const tally = newTally()
  const asking = { journal: site.journal, tally, over: over.signal }
  const stage: Stage = { site, asking, random: createRandom(seed), thinkMs, mailShare }
  const enough = new AbortController()
  const load = startLoad(stage, site.cast, { tickets, visits, rate, enough: enough.signal })
  const faults = await hurt(load.arrived, asking, () => enough.abort())
  await load.arrived
  const calmAtMs = performance.now()
  say('all have arrived; no more faults')
  const drained = await Promise.race([load.done.then(() => true), sleep(drainMs, false, { ref: false })])
  const calm = await untilCalm(site, Math.max(1_000, drainMs - (performance.now() - calmAtMs)))
  const tookMs = Math.round(performance.now() - calmAtMs)
  if (!drained || calm.unrest !== undefined) say(`stalled; ${await keepDiagnostics(site, load.lives, 'stall')}`)
  over.abort()
  await load.done
  return { ran: { site, tally, lives: load.lives, calm: { ...calm, tookMs }, mustDouble }, faults }
}

/** Under load, what is drawn from the faults. */
export function strike(site: ChaosSite, options: MixedOptions): Promise<Struck> {
  const { seed, everyMs, faults, inTurn, say } = options
  return hurtUnderLoad(site, { ...options, mailShare: 0.1 }, (arrived) =>
    rage({ site, random: createRandom(seed + 1), faults, inTurn, everyMs, say }, arrived),
  )
}

/** What a run is told by, at its end. */
export const numbersOf = ({ tally, lives, calm }: Ran, { ledger, letters }: Judgement, faults: FaultCounts): ChaosResult['numbers'] => ({
  faults: [...faults.values()].reduce((sum, one) => sum + one, 0),
  'of them': shown(faults),
  tickets: lives.filter(({ kind }) => kind === 'ticket').length,
  visits: lives.filter(({ kind }) => kind === 'visit').length,
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

/** Judges what came of a run; what its scenario looks at beside that comes from `more`. */
export async function conclude(
  { ran, faults }: Struck,
  say: (line: string) => void,
  more: (ran: Ran, judged: Judgement) => ChaosResult | Promise<ChaosResult>,
): Promise<ChaosResult> {
  const judged = await judge(ran, (verdict) => say(linesOf(verdict).join('\n')))
  const { numbers, breaches } = await more(ran, judged)
  const all = [...judged.breaches, ...breaches]
  if (all.length > 0) say(`kept in ${await keepDiagnostics(ran.site, ran.lives, 'failed')}`)
  return { numbers: { ...numbersOf(ran, judged, faults), ...numbers }, breaches: all }
}

/** Hurts an installation of its own and judges what came of it. */
export async function runMixed(options: MixedOptions, more: (ran: Ran) => ChaosResult = () => nothingMore): Promise<ChaosResult> {
  const site = await openSite({ shape: options.shape ?? 'laptop' })
  try {
    return await conclude(await strike(site, options), options.say, more)
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
