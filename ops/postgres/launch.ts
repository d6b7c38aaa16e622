import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { keptSecret } from '../secrets.ts'
import type { RunningProcess } from '../processes.ts'
import { Failure, reasonOf } from '../failure.ts'
import { serverAccount } from './account.ts'
import { ensureCluster } from './cluster.ts'
import { choosePlace } from './place.ts'
import { packagedMajor, systemPostgres } from './programs.ts'
import type { PostgresPrograms } from './programs.ts'
import { startServer } from './server.ts'

const databaseName = 'vekha'

export interface LaunchOptions {
  /** For a new directory: the system's own Postgres, with tools as `pg_dump`, where there is one. */
  readonly preferSystem?: boolean
  /** Any free one when left out. */
  readonly port?: number
  /** Its end alone is no alarm. */
  readonly mayEnd?: boolean
  /** Extra `-c` settings. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface LaunchedPostgres {
  process: RunningProcess
  /** The owner's URL of the database `vekha`. */
  url: string
  port: number
  clusterDir: string
  fresh: boolean
  /** The same again at the same address, once it has ended. */
  start: () => Promise<RunningProcess>
}

/** The major version that wrote the directory's cluster; undefined where there is none yet. */
export async function writtenBy(dataDir: string): Promise<number | undefined> {
  const pointed = (await readFile(join(dataDir, 'postgres-is-at'), 'utf8').catch(() => '')).trim()
  const clusterDir = pointed === '' ? join(dataDir, 'postgres') : join(pointed, 'data', 'postgres')
  const text = (await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  return text === '' ? undefined : Number(text)
}

/** Whose programs read the directory: those that wrote it, and where nothing is written yet, those that are preferred. */
async function programsFor(dataDir: string, preferSystem: boolean): Promise<PostgresPrograms | undefined> {
  const major = await writtenBy(dataDir)
  if (!preferSystem && (major === undefined || major === packagedMajor)) return undefined
  const system = await systemPostgres()
  return major === undefined || major === system?.major ? system : undefined
}

/** Starts Postgres on the data directory, which is made at the first start together with the database. */
export async function launchPostgres(dataDir: string, { preferSystem = false, ...options }: LaunchOptions = {}): Promise<LaunchedPostgres> {
  const account = await serverAccount()
  const place = await choosePlace(dataDir, account, await programsFor(dataDir, preferSystem))
  const password = await keptSecret(dataDir, 'postgres-password')
  const fresh = await ensureCluster(place, password, account)
  const server = await startServer({ place, account, logFile: join(dataDir, 'logs', 'postgres.log'), ...options })
  const address = `postgres://postgres:${password}@127.0.0.1:${String(server.port)}`
  const client = new pg.Client({ connectionString: `${address}/postgres` })
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (rowCount === 0) await client.query(`create database ${databaseName}`)
  } catch (error) {
    await server.process.stop()
    throw new Failure(
      `The database in ${place.clusterDir} does not take our connection: ${reasonOf(error)}. Its password is in ${join(dataDir, 'postgres-password')}: put that file back from a backup.`,
    )
  } finally {
    await client.end()
  }
  const { process, port } = server
  const start = async (): Promise<RunningProcess> => (await launchPostgres(dataDir, { preferSystem, ...options, port })).process
  return { process, url: `${address}/${databaseName}`, port, clusterDir: place.clusterDir, fresh, start }
}
