import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { roleUrl } from './roles.ts'
import * as schema from './schema/index.ts'

const openDrizzle = (pool: pg.Pool) => drizzle(pool, { schema })
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

/** Opens the pools. Nothing connects before the first use. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = (role: 'vekha_app' | 'vekha_system', max: number): pg.Pool => {
    const opened = new pg.Pool({
      connectionString: roleUrl(options.ownerUrl, role, options.secret),
      max,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      application_name: role,
    })
    // Without a listener an idle connection that Postgres closes ends the whole process.
    opened.on('error', options.onError)
    return opened
  }
  const appPool = pool('vekha_app', options.maxConnections)
  const systemPool = pool('vekha_system', Math.max(2, Math.ceil(options.maxConnections / 2)))
  const app = openDrizzle(appPool)
  const system = openDrizzle(systemPool)
  return {
    tenant: (tenantId, work) =>
      app.transaction(async (tx) => {
        await tx.execute(sql`SELECT set_config('vekha.tenant', ${tenantId}, true)`)
        return work(tx)
      }),
    system: (work) => system.transaction(work),
    systemPool,
    close: async () => {
      await Promise.all([appPool.end(), systemPool.end()])
    },
  }
}
