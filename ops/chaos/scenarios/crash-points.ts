import type { ScratchOptions } from '../../scratch/installation.ts'
import { execute } from '../crash/executioner.ts'
import { openOrders, ordersEnv } from '../crash/orders.ts'
import type { Orders } from '../crash/orders.ts'
import { apiPoints, crashPoints, loadPoints, seldomPoints, workerPoints } from '../crash/points.ts'
import type { CrashPoint } from '../crash/points.ts'
import { startSkipper } from '../crash/skipper.ts'
import type { Skipper } from '../crash/skipper.ts'
import type { ChaosOptions, ChaosResult, Scenario } from '../scenario.ts'
import { openSite } from '../site.ts'
import type { ChaosSite } from '../site.ts'
import type { Judgement } from '../verdict.ts'
import { conclude, hurtUnderLoad } from './mixed.ts'
import type { Struck } from './mixed.ts'

/** With tickets alone: whoever gives letters up here is of the support. */
export interface CrashOptions extends Omit<ChaosOptions, 'visits'> {
  readonly points: readonly CrashPoint[]
  /** Of each kind, APIs and workers. */
  readonly programs: number
}

/** Kills every program at every point it was ordered to, in turn; answers how often each was. */
async function strikePoints(
  site: ChaosSite,
  orders: Orders,
  options: CrashOptions,
): Promise<{ readonly struck: Struck; readonly skipper: Skipper }> {
  const { hits, points } = options
  const { apis, workers } = site.installation
  const wanted = (among: readonly CrashPoint[]) => among.filter((point) => points.includes(point))
  const lanes = [
    { parts: apis, points: wanted(apiPoints) },
    { parts: workers, points: wanted([...workerPoints, ...loadPoints, ...seldomPoints]) },
  ]
  let skipper: Skipper | undefined
  const struck = await hurtUnderLoad(
    site,
    { ...options, visits: 0, thinkMs: 200, mailShare: 0.3, lettersTwice: 0 },
    async (arrived, asking, enough) => {
      const over = new AbortController()
      skipper = startSkipper(site, asking, orders, over.signal)
      void arrived.then(() => over.abort())
      await Promise.all(lanes.map((lane) => execute(site, orders, lane, hits, over.signal)))
      over.abort()
      enough()
      await skipper.done
      return orders.hits()
    },
  )
  if (!skipper) throw new Error('Nobody skipped')
  return { struck, skipper }
}

/** What only this scenario knows: who was missed, which letters may have gone twice, what was skipped. */
async function look(orders: Orders, skipper: Skipper, { letters }: Judgement, points: readonly CrashPoint[]): Promise<ChaosResult> {
  const declared = orders.lettersOnTheWire()
  const hits = orders.hits()
  const missed = points.filter((point) => !hits.has(point))
  const undeclared = letters.twice.filter((id) => !declared.has(id))
  const unskipped = await skipper.unskipped()
  return {
    numbers: {
      'fewest at a point': Math.min(...points.map((point) => hits.get(point) ?? 0)),
      'letters declared': declared.size,
      skipped: skipper.count(),
    },
    breaches: [
      ...missed.map((point) => `nobody died at: ${point}`),
      ...undeclared.map((id) => `twice although nobody died while it was on the wire: ${id}`),
      ...unskipped.map((letter) => `said to be skipped: ${letter}`),
    ],
  }
}

/** Kills APIs and workers of an installation of its own at named points, and judges what came of it. */
export async function runCrashPoints(options: CrashOptions): Promise<ChaosResult> {
  const orders = await openOrders()
  const { programs, points, say } = options
  const scratch: Omit<ScratchOptions, 'route'> = {
    apis: programs,
    workers: programs,
    apiEntry: 'ops/chaos/crash/api.ts',
    workersEntry: 'ops/chaos/crash/workers.ts',
    env: { [ordersEnv]: orders.dir },
  }
  try {
    const site = await openSite(scratch, (pid) => orders.ended(pid))
    try {
      const { struck, skipper } = await strikePoints(site, orders, options)
      const ran = { ...struck.ran, mustDouble: orders.lettersOnTheWire().size }
      return await conclude({ ...struck, ran }, say, (_ran, judged) => look(orders, skipper, judged, points))
    } finally {
      await site.close()
    }
  } finally {
    orders.remove()
  }
}

export const crashPointsScenario: Scenario = {
  name: 'crash-points',
  about: 'APIs and workers die at named points around each transaction, call and letter',
  run: (options) => runCrashPoints({ ...options, points: crashPoints, programs: 3 }),
}
