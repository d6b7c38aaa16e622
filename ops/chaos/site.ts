import { join } from 'node:path'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import type { TemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { codeOf } from '../failure.ts'
import { startScratch } from '../scratch/installation.ts'
import type { ScratchInstallation, ScratchOptions } from '../scratch/installation.ts'
import { makeCast } from './cast.ts'
import type { Organization } from './cast.ts'
import { openClientJournal } from './client-journal.ts'
import type { ClientJournal } from './client-journal.ts'
import { keep } from './keeper.ts'
import type { Keeper } from './keeper.ts'
import { startTcpProxy } from './tcp-proxy.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export const wires = ['postgres', 'temporal', 'smtp'] as const
export type Wire = (typeof wires)[number]

/** An installation that can be hurt, with its people and what they remember. */
export interface ChaosSite {
  readonly installation: ScratchInstallation
  /** Between the product's programs and what they use; our own looks go past them. */
  readonly wires: Readonly<Record<Wire, TcpProxy>>
  readonly keeper: Keeper
  readonly db: Database
  readonly engine: TemporalEngine
  readonly cast: readonly Organization[]
  readonly journal: ClientJournal
  /** Sends as a balancer does: the n-th try goes to the next API, and past one where nobody listens to the one after it. */
  balanced<T>(attempt: number, send: (api: number) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Nobody let this one in, so nothing was said: as a balancer, one may ask somebody else. */
function wasNotLetIn(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.cause !== undefined) return wasNotLetIn(error.cause)
  return codeOf(error) === 'ECONNREFUSED' || ('syscall' in error && error.syscall === 'connect')
}

/** Starts two APIs and two workers on proxied wires, with two organizations. */
export async function openSite(
  options: Omit<ScratchOptions, 'route'> = {},
  ordered: (pid: number) => boolean = () => false,
): Promise<ChaosSite> {
  const made: Partial<Record<Wire, TcpProxy>> = {}
  const route = (wire: Wire) => async (address: string) => {
    const proxy = await startTcpProxy(address)
    made[wire] = proxy
    return proxy.address
  }
  const installation = await startScratch({
    apis: 2,
    workers: 2,
    ...options,
    route: { postgres: route('postgres'), temporal: route('temporal'), smtp: route('smtp') },
  })
  const { postgres, temporal, smtp } = made
  if (!postgres || !temporal || !smtp) throw new Error('A wire was not laid')
  const { databaseUrl: ownerUrl, secret, temporalAddress: address, namespace, apiUrls } = installation
  const db = openDatabase({ ownerUrl, secret, maxConnections: 8, onError: () => undefined })
  const engine = openTemporalEngine({ address, namespace, keys: payloadKeys(secret) })
  const cast = await makeCast(db, apiUrls)
  const journal = await openClientJournal(join(installation.dir, 'journal.jsonl'))
  const keeper = keep([installation.postgres, installation.temporal, ...installation.workers, ...installation.apis], ordered)
  return {
    installation,
    wires: { postgres, temporal, smtp },
    keeper,
    db,
    engine,
    cast,
    journal,
    async balanced(attempt, send) {
      for (let passed = 0; ; passed += 1) {
        try {
          return await send((attempt + passed) % apiUrls.length)
        } catch (error) {
          if (!wasNotLetIn(error) || passed + 1 >= apiUrls.length) throw error
        }
      }
    },
    async close() {
      await keeper.stop()
      await Promise.all([journal.close(), db.close(), engine.close()])
      await installation.close()
      await Promise.all([postgres.close(), temporal.close(), smtp.close()])
    },
  }
}
