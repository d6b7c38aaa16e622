import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { rolePassword, runtimeRoles } from './roles.ts'

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
 * Brings a database to the newest schema and gives the runtime roles their passwords. Safe to run at every start
 * and from several instances at once.
 */
export const migrate = ({ ownerUrl, secret }: { readonly ownerUrl: string; readonly secret: string }): Promise<void> =>
  locked(ownerUrl, async (client) => {
    for (const role of runtimeRoles) {
      // Derived as base64url, so it needs no quoting; ALTER ROLE takes no parameters.
      await client.query(`ALTER ROLE ${role} LOGIN PASSWORD '${rolePassword(role, secret)}'`)
    }
  })
