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
import { multiply } from './multiply.ts'

/** A Postgres of its own with many processes in it. */
export interface KeptDatabase {
  readonly url: string
  readonly secret: string
  /** Ends and starts the server again: its own cache is empty then, the system's is not. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const secret = 'bench-secret-of-at-least-thirty-two-characters'
const filling = {
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_wal_size: '8GB',
  shared_buffers: '1GB',
  max_parallel_maintenance_workers: '1',
}
/** As a server of 8 GB with an SSD is set up. */
const running = { shared_buffers: '1GB', effective_cache_size: '4GB', random_page_cost: '1.1', work_mem: '8MB', max_wal_size: '4GB' }

/** What is "late" or "today" must not be long ago. */
const keptForMs = 20 * 3_600_000

async function sourcesHash(processes: number): Promise<string> {
  const hash = createHash('sha256').update(String(processes))
  for (const name of ['multiply.ts', 'copies-sql.ts']) hash.update(await readFile(join(rootDir, 'ops', 'bench', 'reading', name)))
  return hash.digest('hex')
}

async function passwordIn(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known !== '') return known
  const made = randomBytes(18).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return made
}

/** Two demo organizations, and copies of what they have: nine tenths in the bigger one, one in fifty of it open. */
async function fill(url: string, processes: number, { progress }: BenchContext): Promise<void> {
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
  const organizations = [
    { tenantId: big, templatesOf: big, copies: processes * 0.9, open: processes * 0.02 },
    { tenantId: small, templatesOf: small, copies: processes * 0.1, open: processes * 0.002 },
  ]
  await multiply(url, organizations, (text) => progress.say(text))
}

/** A running database with about so many processes: the one of an earlier run when it is of today and was made the same way. */
export async function openKeptDatabase(processes: number, context: BenchContext): Promise<KeptDatabase> {
  const { benchDir, progress } = context
  const account = await serverAccount()
  const home = await choosePlace(dataDir(), account)
  const place = { ...home, clusterDir: join(dirname(home.clusterDir), 'bench-postgres') }
  const marker = join(benchDir, 'reading-made')
  const made = await stat(marker).catch(() => undefined)
  const hash = await sourcesHash(processes)
  const usable = made !== undefined && Date.now() - made.mtimeMs < keptForMs && (await readFile(marker, 'utf8')) === hash
  if (!usable) {
    await rm(marker, { force: true })
    await rm(place.clusterDir, { recursive: true, force: true })
  }
  await mkdir(benchDir, { recursive: true })
  const password = await passwordIn(join(benchDir, 'postgres-password'))
  const port = await anyFreePort()
  const server = `postgres://postgres:${password}@127.0.0.1:${String(port)}`
  const url = `${server}/vekha`
  const start = async (settings: Readonly<Record<string, string>>) => {
    const { process } = await startServer({ place, account, port, settings, mayEnd: true })
    return process
  }
  await ensureCluster(place, password, account)
  if (!usable)
    await progress.step('Seeding', async (note) => {
      const seeding = await start(filling)
      const client = new pg.Client({ connectionString: `${server}/postgres` })
      await client.connect()
      await client.query('CREATE DATABASE vekha')
      await client.end()
      await fill(url, processes, context)
      await seeding.stop()
      await writeFile(marker, hash)
      note(`${String(processes)} processes, kept for the next runs of today`)
    })
  let process = await start(running)
  // What was made before the newest migration is brought up to it, as anybody's database is.
  await migrate({ ownerUrl: url, secret })
  return {
    url,
    secret,
    async restart() {
      await process.stop()
      process = await start(running)
    },
    stop: () => process.stop(),
  }
}
