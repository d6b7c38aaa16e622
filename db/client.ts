import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { isDatabaseAway } from './away.ts'
import { roleUrl } from './roles.ts'
import * as schema from './schema/index.ts'

const openDrizzle = (client: pg.PoolClient) => drizzle(client, { schema })
type Drizzle = ReturnType<typeof openDrizzle>
/** A transaction; inside `Database.tenant` it sees one organization only. */
export type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0]

/** The business database, behind its two runtime roles. */
export interface Database {
  /** One transaction inside an organization: forced row-level security shows nothing of the others. */
  tenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction over all organizations; only `services/system` may call it. */
  system<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** For what needs a connection of its own: listening, rate limits. */
  readonly systemPool: pg.Pool
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly ownerUrl: string
  readonly secret: string
  readonly maxConnections: number
  readonly onError: (error: Error) => void
}

/** Longer than any of our transactions waits for anything but the database. */
const idleTransactionMs = 10_000

/** Opens the pools. Nothing connects before the first use. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = (role: 'vekha_app' | 'vekha_system', max: number): pg.Pool => {
    const opened = new pg.Pool({
      connectionString: roleUrl(options.ownerUrl, role, options.secret),
      max,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      // A process that is frozen in the middle of a transaction holds locks that all others wait for: it loses them, and
      // when it wakes up its commit is refused.
      idle_in_transaction_session_timeout: idleTransactionMs,
      application_name: role,
    })
    // Without a listener an idle connection that Postgres closes ends the whole process.
    opened.on('error', options.onError)
    // So does one that is in use: its query fails by itself, and the client reports the end once more.
    opened.on('connect', (client) => client.on('error', () => undefined))
    return opened
  }
  const appPool = pool('vekha_app', options.maxConnections)
  const systemPool = pool('vekha_system', Math.max(2, Math.ceil(options.maxConnections / 2)))
  const opened = new WeakMap<pg.PoolClient, Drizzle>()
  const drizzleOf = (client: pg.PoolClient): Drizzle => {
    const known = opened.get(client) ?? openDrizzle(client)
    opened.set(client, known)
    return known
  }
  // Drizzle's own transaction over a pool never gives a connection back that breaks as it begins.
  async function transaction<T>(from: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await from.connect()
    let lost: boolean | undefined
    try {
      return await drizzleOf(client).transaction(work)
    } catch (error) {
      lost = isDatabaseAway(error)
      throw error
    } finally {
      client.release(lost)
    }
  }
  return {
    tenant: (tenantId, work) =>
      transaction(appPool, async (tx) => {
        await tx.execute(sql`SELECT set_config('vekha.tenant', ${tenantId}, true)`)
        return work(tx)
      }),
    system: (work) => transaction(systemPool, work),
    systemPool,
    close: async () => {
      await Promise.all([appPool.end(), systemPool.end()])
    },
  }
}
