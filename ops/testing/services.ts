import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ensureCluster } from '../postgres/cluster.ts'
import { startServer } from '../postgres/server.ts'
import { stopAllProcesses } from '../processes.ts'
import type { Progress } from '../progress.ts'
import { makeRunDir } from '../scratch/run-dir.ts'
import type { RunDir } from '../scratch/run-dir.ts'
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

async function throwAwayPostgres({ place, account }: RunDir): Promise<string> {
  const password = randomBytes(18).toString('base64url')
  await ensureCluster(place, password, account)
  const server = await startServer({ place, account, settings: fastAndForgetful })
  return `postgres://postgres:${password}@127.0.0.1:${String(server.port)}/postgres`
}

/** One Postgres and one tuned Temporal dev server for a test run, both forgotten afterwards. */
export async function startTestServices(progress: Progress): Promise<TestServices> {
  const run = await makeRunDir()
  const stop = async (): Promise<void> => {
    await stopAllProcesses()
    await run.remove()
  }
  try {
    const databaseUrl = await progress.step('Postgres', () => throwAwayPostgres(run))
    const engine = await progress.step('Temporal', async (note) => {
      const program = await findProgram(progress)
      const server = await startTemporal({ program: program.path, namespace: 'default', pidFile: join(run.dir, 'temporal.pid') })
      note(`${server.address}, program: ${program.from}`)
      return server
    })
    return { databaseUrl, temporalAddress: engine.address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
