import type { Fault } from '../faults.ts'
import type { ChaosResult, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'
import { runMixed } from './mixed.ts'

/** The engine gives a killed worker's task to another after 3 s (workflow task and sticky queue time-outs). */
const aimMs = 5_000
const leastPauseSeconds = 8

/** A worker hands over so many letters at once; the mail server may have taken each of them when it dies. */
const lettersOnTheWire = 4

const killing = (killedAtMs: number[]): Fault => ({
  kind: 'kill worker',
  weight: 1,
  async strike(site, random) {
    killedAtMs.push(performance.now())
    await site.keeper.restart(random.pick(site.installation.workers), 'SIGKILL', 0)
  },
})

/** Of each kill: how long until the last of what was in flight then was answered. */
function waits(killedAtMs: readonly number[], { answers }: Tally): number[] {
  const longest = killedAtMs.map((atMs) => {
    const inFlight = answers.filter(({ askedAtMs, answeredAtMs }) => askedAtMs <= atMs && answeredAtMs > atMs)
    return Math.max(0, ...inFlight.map(({ answeredAtMs }) => answeredAtMs - atMs))
  })
  return longest.toSorted((a, b) => a - b)
}

const seconds = (ms: number | undefined): number => Number(((ms ?? 0) / 1_000).toFixed(1))

function felt(killedAtMs: readonly number[], tally: Tally): ChaosResult {
  const sorted = waits(killedAtMs, tally)
  const median = sorted[Math.floor(sorted.length / 2)]
  return {
    numbers: { 'felt, median s': seconds(median), 'felt, max s': seconds(sorted.at(-1)) },
    breaches: (median ?? 0) > aimMs ? [`a killed worker is felt for ${String(seconds(median))} s`] : [],
  }
}

export const workerKilled: Scenario = {
  name: 'worker-killed',
  about: 'kill -9 of one of two workers again and again: how long is it felt?',
  run(options) {
    const killedAtMs: number[] = []
    const faults = [killing(killedAtMs)]
    const lettersTwice = Math.ceil((options.tickets + options.visits) / options.rate / leastPauseSeconds) * lettersOnTheWire
    return runMixed(
      { ...options, everyMs: [leastPauseSeconds * 1_000, 12_000], faults, inTurn: true, thinkMs: 200, lettersTwice },
      ({ tally }) => felt(killedAtMs, tally),
    )
  },
}
