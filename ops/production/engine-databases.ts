import pg from 'pg'
import { engineDatabases } from './shape.ts'

export interface EngineRole {
  readonly user: string
  readonly password: string
}

/**
 * Makes the engine's own role and its empty databases beside the product's; they keep what is in them. Safe to
 * repeat, and from several instances at once.
 */
export async function ensureEngineDatabases(ownerUrl: string, { user, password }: EngineRole): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  const [role, secret] = [pg.escapeIdentifier(user), pg.escapeLiteral(password)]
  try {
    await client.query('SELECT pg_advisory_lock(720432)')
    const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user])
    await client.query(`${known.rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN PASSWORD ${secret}`)
    // The owner may make a database for another role, and copy it, only as its member.
    await client.query(`GRANT ${role} TO CURRENT_USER`)
    for (const name of Object.keys(engineDatabases)) {
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${role}`)
    }
  } finally {
    await client.end()
  }
}
