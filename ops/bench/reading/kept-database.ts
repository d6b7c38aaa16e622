import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../../db/client.ts'
import { migrate } from '../../../db/migrate.ts'
import { createLinkTokens } from '../../../services/links/token.ts'
import { seedDemo } from '../../demo/seed.ts'
import { dataDir, rootDir } from '../../paths.ts'
import { serverAccount } from '../../postgres/account.ts'
import { ensureCluster } from '../../postgres/cluster.ts'
import { choosePlace } from '../../postgres/place.ts'
import { startServer } from '../../postgres/server.ts'
import { anyFreePort } from '../../ports.ts'
import type { BenchContext } from '../scenario.ts'

/** What a database is filled with. */
export interface Filling {
  /** What its files are called by. */
  readonly name: string
  readonly about: string
  /** Of `ops/bench/reading`: when one of them changes, the database is made anew. */
  readonly sources: readonly string[]
  /** In a database of its own, which has its schema and the demo's organizations. */
  fill(url: string, demo: DemoOrganizations, say: (text: string) => void): Promise<void>
}

export interface DemoOrganizations {
  readonly big: string
  readonly small: string
}

/** A Postgres of its own with much in it. */
export interface KeptDatabase {
  readonly url: string
  readonly secret: string
  /** Of the server that runs now. */
  pid(): number
  /** What the server writes. */
  readonly logFile: string
  /** Ends and starts the server again: its own cache is empty then, the system's is not. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const secret = 'bench-secret-of-at-least-thirty-two-characters'
const whileFilled = {
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_wal_size: '8GB',
  shared_buffers: '1GB',
  max_parallel_maintenance_workers: '1',
}
/** As a server of 8 GB with an SSD is set up. */
const running = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  random_page_cost: '1.1',
  work_mem: '8MB',
  max_wal_size: '4GB',
  shared_preload_libraries: 'auto_explain',
}

/** What is "late" or "today" must not be long ago. */
const keptForMs = 20 * 3_600_000

async function sourcesHash(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const name of sources) hash.update(await readFile(join(rootDir, 'ops', 'bench', 'reading', name)))
  return hash.digest('hex')
}

async function passwordIn(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known !== '') return known
  const made = randomBytes(18).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return made
}

async function seedOrganizations(url: string, { progress }: BenchContext): Promise<DemoOrganizations> {
  await migrate({ ownerUrl: url, secret })
  const db = openDatabase({ ownerUrl: url, secret, maxConnections: 2, onError: (error) => progress.say(error.message) })
  await seedDemo({ db, tokens: createLinkTokens(secret), now: new Date() })
  await db.close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM organizations ORDER BY slug = 'demo' DESC`)
  await client.end()
  const [big, small] = rows.map((row) => row.id)
  if (big === undefined || small === undefined) throw new Error('The demo made fewer than two organizations')
  return { big, small }
}

/** A running database with this in it: the one of an earlier run when it is of today and was made the same way. */
export async function openKeptDatabase(filling: Filling, context: BenchContext): Promise<KeptDatabase> {
  const { benchDir, progress } = context
  const account = await serverAccount()
  const home = await choosePlace(dataDir(), account)
  const place = { ...home, clusterDir: join(dirname(home.clusterDir), `bench-postgres-${filling.name}`) }
  const marker = join(benchDir, `${filling.name}-made`)
  const made = await stat(marker).catch(() => undefined)
  const hash = await sourcesHash(filling.sources)
  const usable = made !== undefined && Date.now() - made.mtimeMs < keptForMs && (await readFile(marker, 'utf8')) === hash
  if (!usable) {
    await rm(marker, { force: true })
    await rm(place.clusterDir, { recursive: true, force: true })
  }
  await mkdir(benchDir, { recursive: true })
  const logFile = join(benchDir, `${filling.name}-postgres.log`)
  const password = await passwordIn(join(benchDir, 'postgres-password'))
  const port = await anyFreePort()
  const server = `postgres://postgres:${password}@127.0.0.1:${String(port)}`
  const url = `${server}/vekha`
  const start = async (settings: Readonly<Record<string, string>>) => {
    const { process } = await startServer({ place, account, port, settings, logFile, mayEnd: true })
    return process
  }
  await ensureCluster(place, password, account)
  if (!usable)
    await progress.step('Seeding', async (note) => {
      const seeding = await start(whileFilled)
      const client = new pg.Client({ connectionString: `${server}/postgres` })
      await client.connect()
      await client.query('CREATE DATABASE vekha')
      await client.end()
      await filling.fill(url, await seedOrganizations(url, context), (text) => progress.say(text))
      await seeding.stop()
      await writeFile(marker, hash)
      note(`${filling.about}, kept for the next runs of today`)
    })
  let process = await start(running)
  // What was made before the newest migration is brought up to it, as anybody's database is.
  await migrate({ ownerUrl: url, secret })
  return {
    url,
    secret,
    logFile,
    pid: () => process.pid,
    async restart() {
      await process.stop()
      process = await start(running)
    },
    stop: () => process.stop(),
  }
}
