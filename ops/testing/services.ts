import { chown, mkdtemp, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { dataDir } from '../paths.ts'
import { serverAccount } from '../postgres/account.ts'
import { ensureCluster } from '../postgres/cluster.ts'
import { choosePlace } from '../postgres/place.ts'
import { startServer } from '../postgres/server.ts'
import type { RunningProcess } from '../processes.ts'
import type { Progress } from '../progress.ts'
import { findProgram } from '../temporal/program.ts'
import { startTemporal } from '../temporal/server.ts'

export interface TestServices {
  databaseUrl: string
  temporalAddress: string
  processes: readonly RunningProcess[]
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

async function throwAwayPostgres(): Promise<{ url: string; process: RunningProcess; remove: () => Promise<void> }> {
  const account = await serverAccount()
  const home = await choosePlace(dataDir, account)
  const dir = await mkdtemp(join(home.outside ? join(home.clusterDir, '..') : dataDir, 'test-postgres-'))
  if (account) await chown(dir, account.uid, account.gid)
  const place = { ...home, clusterDir: join(dir, 'cluster') }
  const password = randomBytes(18).toString('base64url')
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true })
  try {
    await ensureCluster(place, password, account)
    const server = await startServer({ place, account, settings: fastAndForgetful })
    return { url: `postgres://postgres:${password}@127.0.0.1:${String(server.port)}/postgres`, process: server.process, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** One Postgres and one tuned Temporal dev server for a test run, both forgotten afterwards. */
export async function startTestServices(progress: Progress): Promise<TestServices> {
  const database = await progress.step('Postgres', async (note) => {
    const made = await throwAwayPostgres()
    note(`pid ${String(made.process.pid)}`)
    return made
  })
  try {
    const engine = await progress.step('Temporal', async (note) => {
      const program = await findProgram(progress)
      const server = await startTemporal({ program: program.path, namespace: 'default' })
      note(`${server.address}, ${program.from}`)
      return server
    })
    return {
      databaseUrl: database.url,
      temporalAddress: engine.address,
      processes: [database.process, engine.process],
      async stop() {
        await engine.process.stop()
        await database.process.stop()
        await database.remove()
      },
    }
  } catch (error) {
    await database.process.stop()
    await database.remove()
    throw error
  }
}
