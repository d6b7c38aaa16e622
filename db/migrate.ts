import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { rolePassword, runtimeRoles } from './roles.ts'

/**
 * Postgres's defaults are for spinning disks and for reports: with them it reads a whole table of 60,000 rows rather than 2,000 of them by an index, and compiles
 * for 100 ms what runs for 50.
 */
const planning = ['random_page_cost = 1.1', 'jit = off'] as const

async function locked(ownerUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(720431)')
    await runMigrations(drizzle(client), { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) })
    await work(client)
  } finally {
    await client.end()
  }
}

/** The schema alone: the server's roles keep the passwords that others may be using. */
export const migrateSchema = (ownerUrl: string): Promise<void> => locked(ownerUrl, () => Promise.resolve())

/**
 * Brings a database to the newest schema and gives the runtime roles their passwords and settings. Safe to run at every start
 * and from several instances at once.
 */
export const migrate = ({ ownerUrl, secret }: { readonly ownerUrl: string; readonly secret: string }): Promise<void> =>
  locked(ownerUrl, async (client) => {
    for (const role of runtimeRoles) {
      // Derived as base64url, so it needs no quoting; ALTER ROLE takes no parameters.
      await client.query(`ALTER ROLE ${role} LOGIN PASSWORD '${rolePassword(role, secret)}'`)
      for (const setting of planning) await client.query(`ALTER ROLE ${role} SET ${setting}`)
    }
  })
