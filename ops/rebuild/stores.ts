import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { openDatabase } from '../../db/client.ts'
import { compareStores, DatabaseIsOlder } from '../../services/system/pulse.ts'
import type { Stores } from '../../services/system/pulse.ts'
import { pulseWorkflowId } from '../../workflows/contracts.ts'
import { Failure, reasonOf } from '../failure.ts'
import { ensureSearchAttributes } from '../temporal/attributes.ts'
import { ensureNamespace } from '../temporal/namespace.ts'
import { bounded } from '../verify/engine-store.ts'
import { rebuildProcesses } from './rebuild.ts'
import type { Rebuilding, Rebuilt } from './rebuild.ts'

export interface StoresAt {
  /** The owner's URL. */
  readonly databaseUrl: string
  readonly secret: string
  readonly oldSecrets: readonly string[]
  /** `host:port` */
  readonly temporalAddress: string
  readonly namespace: string
}

const retentionMs = 3 * 24 * 3_600_000

export interface OpenStores extends Pick<Rebuilding, 'db' | 'engine'> {
  readonly stores: Stores
  close(): Promise<void>
}

/** Opens both stores and compares them, after what the engine's must have was made where it is missing. @throws Failure */
export async function openStores({ databaseUrl, secret, oldSecrets, temporalAddress: address, namespace }: StoresAt): Promise<OpenStores> {
  try {
    await ensureNamespace(address, namespace, retentionMs)
    await ensureSearchAttributes(address, namespace)
  } catch (error) {
    throw new Failure(
      `Temporal at ${address} could not be made ready for the namespace "${namespace}": ${reasonOf(error)}. Start it first.`,
    )
  }
  const db = openDatabase({ ownerUrl: databaseUrl, secret, maxConnections: 10, onError: () => undefined })
  const keys = payloadKeys(secret, oldSecrets)
  const temporal = openTemporalEngine({ address, namespace, keys })
  const close = async (): Promise<void> => void (await Promise.all([temporal.close(), db.close()]))
  try {
    return { db, engine: { temporal, namespace, keys }, stores: await compareStores(db, temporal), close }
  } catch (error) {
    await close()
    throw new Failure(`The heartbeats of database and engine could not be compared: ${reasonOf(error)}. Look at both and try again.`)
  }
}

/** Rebuilds, and lets the engine's heartbeat go on from the database's once all is in step. @throws DatabaseIsOlder */
export async function rebuildStores({ db, engine, stores }: OpenStores, how: Pick<Rebuilding, 'engineIsAhead' | 'tell'>): Promise<Rebuilt> {
  const { standing, database } = stores
  const isOlder = standing === 'databaseIsOlder'
  if (isOlder && !how.engineIsAhead) throw new DatabaseIsOlder(stores)
  const rebuilt = await rebuildProcesses({ db, engine, ...how })
  if (rebuilt.failed.length > 0) return rebuilt
  // Last: until here a start is refused, or finds the engine new, and so does the next call.
  if (isOlder) {
    const pulse = engine.temporal.client.workflow.getHandle(pulseWorkflowId)
    await bounded(engine, () => pulse.terminate('The database was restored and is the truth'))
  }
  if (isOlder || standing === 'engineIsNew') await engine.temporal.beginPulse(database.beat)
  return rebuilt
}
