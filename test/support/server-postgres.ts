import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { serverPrograms } from '../../ops/backup/tools.ts'
import { runCommand } from '../../ops/command.ts'
import { withClient, withDatabase } from '../../ops/postgres/address.ts'
import { serverAccount } from '../../ops/postgres/account.ts'
import { startServer } from '../../ops/postgres/server.ts'
import { testSecret } from './database.ts'
import type { TestDatabase } from './database.ts'

const major = 15

/** A Postgres of the system's packages, as a production installation has it, with the tools the packaged one lacks. */
export interface ServerPostgres {
  /** The owner's URL of the database `postgres`. */
  readonly url: string
  /** A new database, with the product's schema or empty. */
  database(content: 'migrated' | 'empty'): Promise<TestDatabase>
  stop(): Promise<void>
}

/** @throws with the packages to install where it is missing */
export async function startServerPostgres(): Promise<ServerPostgres> {
  const programDir = await serverPrograms(major)
  if (programDir === undefined)
    throw new Error(
      `PostgreSQL ${String(major)} is not installed: apt-get install postgresql-${String(major)} postgresql-client-${String(major)}`,
    )
  const account = await serverAccount()
  const dir = await mkdtemp(join(tmpdir(), 'postgres-'))
  const clusterDir = join(dir, 'cluster')
  const password = randomBytes(18).toString('base64url')
  const passwordFile = join(dir, 'password')
  await mkdir(clusterDir, { mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`)
  if (account) for (const path of [dir, clusterDir, passwordFile]) await chown(path, account.uid, account.gid)
  const args = [`--pgdata=${clusterDir}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8']
  const made = await runCommand(join(programDir, 'bin', 'initdb'), [...args, '--locale=C.UTF-8'], { ...account, cwd: '/' })
  if (made.code !== 0) throw new Error(made.output)
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const server = await startServer({ place: { programDir, major, clusterDir, outside: false }, account, settings, mayEnd: true })
  const url = `postgres://postgres:${password}@127.0.0.1:${String(server.port)}/postgres`
  return {
    url,
    async database(content) {
      const name = `test_${randomBytes(6).toString('hex')}`
      await withClient(url, (client) => client.query(`CREATE DATABASE ${name}`))
      const ownerUrl = withDatabase(url, name)
      if (content === 'migrated') await migrate({ ownerUrl, secret: testSecret })
      const drop = () => withClient(url, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)))
      return { ownerUrl, secret: testSecret, drop }
    },
    async stop() {
      await server.process.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
