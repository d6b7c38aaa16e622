import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dataDir } from '../paths.ts'
import { serverAccount } from '../postgres/account.ts'
import type { Account } from '../postgres/account.ts'
import { ensureCluster } from '../postgres/cluster.ts'
import { choosePlace } from '../postgres/place.ts'
import type { Place } from '../postgres/place.ts'
import { startServer } from '../postgres/server.ts'
import { stopAllProcesses } from '../processes.ts'
import type { RunningProcess } from '../processes.ts'
import type { Progress } from '../progress.ts'
import { commandLineOf, endStale, isAlive } from '../stale.ts'
import { findProgram } from '../temporal/program.ts'
import { startTemporal } from '../temporal/server.ts'

export interface TestServices {
  databaseUrl: string
  temporalAddress: string
  stop(): Promise<void>
}

/** Nothing here survives the run, so durability is not paid for. */
const fastAndForgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '2GB',
  shared_buffers: '256MB',
  max_connections: '300',
}

const prefix = 'test-run-'

interface Run {
  dir: string
  home: Place
  account: Account | undefined
  remove(): Promise<void>
}

/** A run that was killed leaves its servers and files behind: the next one clears them away. */
async function clearDeadRuns(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue
    const dir = join(parent, name)
    const pidIn = async (file: string): Promise<number> => Number((await readFile(join(dir, file), 'utf8').catch(() => '')).split('\n')[0])
    const owner = await pidIn('owner.pid')
    if (isAlive(owner) && (await commandLineOf(owner)).includes('ops/test.ts')) continue
    await endStale(await pidIn('cluster/postmaster.pid'), dir, 'SIGQUIT')
    await endStale(await pidIn('temporal.pid'), 'server start-dev', 'SIGTERM')
    await rm(dir, { recursive: true, force: true })
  }
}

async function beginRun(): Promise<Run> {
  const account = await serverAccount()
  const home = await choosePlace(dataDir(), account)
  const parent = dirname(home.clusterDir)
  await clearDeadRuns(parent)
  const dir = await mkdtemp(join(parent, prefix))
  await writeFile(join(dir, 'owner.pid'), String(process.pid))
  if (account) await chown(dir, account.uid, account.gid)
  return { dir, home, account, remove: () => rm(dir, { recursive: true, force: true }) }
}

async function throwAwayPostgres({ dir, home, account }: Run): Promise<{ url: string; process: RunningProcess }> {
  const place = { ...home, clusterDir: join(dir, 'cluster') }
  const password = randomBytes(18).toString('base64url')
  await ensureCluster(place, password, account)
  const server = await startServer({ place, account, settings: fastAndForgetful })
  return { url: `postgres://postgres:${password}@127.0.0.1:${String(server.port)}/postgres`, process: server.process }
}

/** One Postgres and one tuned Temporal dev server for a test run, both forgotten afterwards. */
export async function startTestServices(progress: Progress): Promise<TestServices> {
  const run = await beginRun()
  const stop = async (): Promise<void> => {
    await stopAllProcesses()
    await run.remove()
  }
  try {
    const database = await progress.step('Postgres', () => throwAwayPostgres(run))
    const engine = await progress.step('Temporal', async (note) => {
      const program = await findProgram(progress)
      const server = await startTemporal({ program: program.path, namespace: 'default', pidFile: join(run.dir, 'temporal.pid') })
      note(`${server.address}, program: ${program.from}`)
      return server
    })
    return { databaseUrl: database.url, temporalAddress: engine.address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
