import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../db/migrate.ts'
import { withDatabase } from '../../ops/postgres/address.ts'
import { testDatabaseUrl } from './requirements.ts'

/** The secret of every test database: the login roles belong to the whole server, so all must derive one password. */
export const testSecret = 'test-secret-of-at-least-thirty-two-characters'

export interface TestDatabase {
  /** The owner's URL. */
  ownerUrl: string
  secret: string
  drop(): Promise<void>
}

const dbDir = join(import.meta.dirname, '..', '..', 'db')

/** Changes with the migrations, so that services kept up for many runs never hand out an old schema. */
function templateName(): string {
  const hash = createHash('sha256')
  const files = readdirSync(dbDir, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) hash.update(file).update(readFileSync(file))
  return `template_${hash.digest('hex').slice(0, 16)}`
}

async function asOwner<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

async function ensureTemplate(client: pg.Client, name: string): Promise<void> {
  const isThere = async (): Promise<boolean> => (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1
  if (await isThere()) return
  // The lock lets one of the run's processes migrate while the others wait.
  await client.query('select pg_advisory_lock(20251, 1)')
  try {
    if (await isThere()) return
    const making = `${name}_making`
    await client.query(`drop database if exists ${making} with (force)`)
    await client.query(`create database ${making}`)
    await migrate({ ownerUrl: withDatabase(testDatabaseUrl(), making), secret: testSecret })
    await client.query(`alter database ${making} rename to ${name}`)
  } finally {
    await client.query('select pg_advisory_unlock(20251, 1)')
  }
}

/** A fresh, migrated, empty database of its own, cloned from a template that is migrated once a run. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = templateName()
  await asOwner(async (client) => {
    await ensureTemplate(client, template)
    await client.query(`create database ${name} template ${template}`)
  })
  return {
    ownerUrl: withDatabase(testDatabaseUrl(), name),
    secret: testSecret,
    drop: () => asOwner(async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}
