import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { isCrashPoint } from './points.ts'
import type { CrashPoint } from './points.ts'

/** Names the directory of orders to the programs. */
export const ordersEnv = 'VEKHA_CHAOS_ORDERS'
export const deadDir = 'dead'

/** Orders to die, one file a point; whoever takes one leaves its process id and the letters it had on the wire. */
export interface Orders {
  readonly dir: string
  give(point: CrashPoint): void
  withdraw(point: CrashPoint): void
  isOpen(point: CrashPoint): boolean
  /** Did this process die as ordered? */
  ended(pid: number): boolean
  /** How often somebody died at each point. */
  hits(): Map<string, number>
  /** Message-IDs of letters that may have been sent and not noted when their sender died. */
  lettersOnTheWire(): ReadonlySet<string>
  remove(): void
}

const messageIds = z.array(z.string())

export async function openOrders(): Promise<Orders> {
  const dir = await mkdtemp(join(tmpdir(), 'vekha-orders-'))
  const dead = join(dir, deadDir)
  mkdirSync(dead)
  return {
    dir,
    give: (point) => writeFileSync(join(dir, point), '[]'),
    withdraw: (point) => rmSync(join(dir, point), { force: true }),
    isOpen: (point) => existsSync(join(dir, point)),
    ended: (pid) => readdirSync(dead).some((name) => name.endsWith(`.${String(pid)}`)),
    hits() {
      const counts = new Map<string, number>()
      for (const name of readdirSync(dead)) {
        const point = name.slice(0, name.lastIndexOf('.'))
        if (isCrashPoint(point)) counts.set(point, (counts.get(point) ?? 0) + 1)
      }
      return counts
    },
    lettersOnTheWire: () =>
      new Set(readdirSync(dead).flatMap((name) => messageIds.parse(JSON.parse(readFileSync(join(dead, name), 'utf8'))))),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
