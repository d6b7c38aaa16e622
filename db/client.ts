import pg from 'pg'
import { roleUrl } from './roles.ts'
import type { Statement } from './statement.ts'
import { inReading, inTransaction, readerOf } from './transaction.ts'
import type { Reader, Tx } from './transaction.ts'

export type { Tx } from './transaction.ts'

/** The business database, behind its two runtime roles. */
export interface Database {
  /** One transaction inside an organization: forced row-level security shows nothing of the others. */
  tenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same for work that only reads, which the server holds it to: it sees one moment, and its result does not wait for its end. */
  tenantRead<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction over all organizations; only `services/system` may call it. */
  system<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Single reading statements over all organizations; only `services/system` may. */
  readonly systemRead: Reader
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
      // Statements that do not wait for each other's answers leave together.
      pipeline: true,
    })
    // Without a listener an idle connection that Postgres closes ends the whole process.
    opened.on('error', options.onError)
    // So does one that is in use: its query fails by itself, and the client reports the end once more.
    opened.on('connect', (client) => client.on('error', () => undefined))
    return opened
  }
  const appPool = pool('vekha_app', options.maxConnections)
  const systemPool = pool('vekha_system', Math.max(2, Math.ceil(options.maxConnections / 2)))
  const inside = (tenantId: string): Statement => ({
    name: 'tenant',
    text: `SELECT set_config('vekha.tenant', $1, true)`,
    values: [tenantId],
  })
  return {
    tenant: (tenantId, work) => inTransaction(appPool, [inside(tenantId)], work),
    tenantRead: (tenantId, work) => inReading(appPool, [inside(tenantId)], work),
    system: (work) => inTransaction(systemPool, [], work),
    systemRead: readerOf(systemPool),
    systemPool,
    close: async () => {
      await Promise.all([appPool.end(), systemPool.end()])
    },
  }
}
