import { setTimeout as sleep } from 'node:timers/promises'
import { compareStores } from '../../../services/system/pulse.ts'
import { pulseWorkflowId } from '../../../workflows/contracts.ts'
import type { Part } from '../../scratch/part.ts'
import type { ChaosSite } from '../site.ts'
import type { Orders } from './orders.ts'
import type { CrashPoint } from './points.ts'

/** Programs of one kind that die in turn. */
export interface Lane {
  readonly parts: readonly Part[]
  readonly points: readonly CrashPoint[]
}

const lookEveryMs = 25
/** When nobody comes by a point so long, the next one has its turn. */
const patienceMs = 45_000

/** An API that dies here leaves a start to the relay. */
const orphaning: CrashPoint = 'start before engine'
/** So long what is sought and who seeks it may take to meet. */
const provokeEveryMs = 3_000
/** Longer than an API waits for the engine: it finds the move in the record then, and nobody asks the engine for it again. */
const engineAwayMs = 6_000
/** An engine that was away has this long to be asked all that waits; without it the run would show an installation that is down. */
const restMs = 20_000

/** Passed only where the engine lost a move that the record holds. */
const isAfterLoss = (point: CrashPoint): boolean => point.startsWith('load ') || point.startsWith('sweep ')
const isRelaysStart = (point: CrashPoint): boolean => point === 'relay before engine' || point === 'relay after engine'
const isBeat = (point: CrashPoint): boolean => point.startsWith('beat ')

/** The heartbeat begins anew from where it stands, so it beats at once and not in half a minute. @throws when the engine does not answer */
async function beatNow({ db, engine }: ChaosSite): Promise<void> {
  const { database, engine: beat } = await compareStores(db, engine)
  await engine.client.workflow.getHandle(pulseWorkflowId).terminate('It shall beat at once')
  await engine.beginPulse(beat, database.at?.getTime())
}

/** Orders deaths at the points of a lane, each `hits` times, until `over`. */
export async function execute(site: ChaosSite, orders: Orders, lane: Lane, hits: number, over: AbortSignal): Promise<void> {
  const { parts, points } = lane

  /** Brings somebody to a point that nobody passes often. */
  async function provoke(point: CrashPoint): Promise<void> {
    // Nobody but a relay starts what an API left; without one that died there it has nothing to start.
    if (isRelaysStart(point)) orders.give(orphaning)
    // What fails is tried again: a worker may have begun it meanwhile.
    if (isBeat(point)) await beatNow(site).catch(() => undefined)
  }

  // All the others go on: what one death costs is seen, not how fast programs start.
  async function die(point: CrashPoint): Promise<boolean> {
    while (!parts.every((part) => part.isRunning()) && !over.aborted) await sleep(lookEveryMs)
    const untilMs = performance.now() + patienceMs
    orders.give(point)
    for (let provokeAtMs = 0; orders.isOpen(point) && performance.now() < untilMs && !over.aborted; await sleep(lookEveryMs)) {
      if (performance.now() < provokeAtMs) continue
      await provoke(point)
      provokeAtMs = performance.now() + provokeEveryMs
    }
    if (isRelaysStart(point)) orders.withdraw(orphaning)
    const taken = !orders.isOpen(point)
    orders.withdraw(point)
    // Its end is seen by now.
    await sleep(lookEveryMs)
    return taken
  }

  // A workflow reads its record again, asked by a person or by the sweep, where the engine lost what a worker had written and not yet told it.
  async function dieAfterLoss(point: CrashPoint): Promise<void> {
    if (!(await die('record before return'))) return
    await Promise.all([site.keeper.restart(site.installation.temporal, 'SIGKILL', engineAwayMs), die(point)])
    await sleep(restMs, undefined, { signal: over }).catch(() => undefined)
  }

  for (let turn = 0; turn < hits; turn += 1) {
    for (const point of points) {
      if (over.aborted) return
      await (isAfterLoss(point) ? dieAfterLoss(point) : die(point))
    }
  }
}
