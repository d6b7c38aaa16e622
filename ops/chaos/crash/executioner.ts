import { setTimeout as sleep } from 'node:timers/promises'
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
/** So long an orphan and a relay may take to meet. */
const orphanEveryMs = 3_000

const isLoad = (point: CrashPoint): boolean => point.startsWith('load ')
const isRelaysStart = (point: CrashPoint): boolean => point === 'relay before engine' || point === 'relay after engine'

/** Orders deaths at the points of a lane, each `hits` times, until `over`. */
export async function execute(site: ChaosSite, orders: Orders, lane: Lane, hits: number, over: AbortSignal): Promise<void> {
  const { parts, points } = lane

  // One goes on, so that there is something to go on with.
  async function die(point: CrashPoint): Promise<boolean> {
    while (parts.filter((part) => part.isRunning()).length < 2 && !over.aborted) await sleep(lookEveryMs)
    const untilMs = performance.now() + patienceMs
    orders.give(point)
    let orphanAtMs = performance.now()
    while (orders.isOpen(point) && performance.now() < untilMs && !over.aborted) {
      // Nobody but a relay starts what an API left; without one that died there it has nothing to start.
      if (isRelaysStart(point) && performance.now() >= orphanAtMs) {
        orders.give(orphaning)
        orphanAtMs = performance.now() + orphanEveryMs
      }
      await sleep(lookEveryMs)
    }
    if (isRelaysStart(point)) orders.withdraw(orphaning)
    const taken = !orders.isOpen(point)
    orders.withdraw(point)
    // Its end is seen by now.
    await sleep(lookEveryMs)
    return taken
  }

  // Only an engine that lost what a worker had not yet told it makes a workflow read its record again.
  async function forget(): Promise<void> {
    if (await die('record before return')) await site.keeper.restart(site.installation.temporal, 'SIGKILL', 0)
  }

  for (let turn = 0; turn < hits; turn += 1) {
    for (const point of points) {
      if (over.aborted) return
      if (isLoad(point)) await forget()
      await die(point)
    }
  }
}
