import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { ensureCluster } from '../postgres/cluster.ts'
import { startServer } from '../postgres/server.ts'
import { anyFreePort } from '../ports.ts'
import { printProgress } from '../progress.ts'
import { findProgram } from '../temporal/program.ts'
import { startTemporal } from '../temporal/server.ts'
import { createPart } from './part.ts'
import type { Part } from './part.ts'
import type { RunDir } from './run-dir.ts'

export interface ScratchPostgres {
  readonly part: Part
  /** The owner's URL of an empty database. */
  readonly url: string
}

/** A durable Postgres of the packaged kind, running, with an empty database. */
export async function startScratchPostgres(run: RunDir, settings: Readonly<Record<string, string>>): Promise<ScratchPostgres> {
  const password = randomBytes(18).toString('base64url')
  await ensureCluster(run.place, password, run.account)
  const port = await anyFreePort()
  const { place, account } = run
  const logFile = join(run.dir, 'postgres.log')
  const part = createPart('Postgres', async () => (await startServer({ place, account, port, settings, logFile, mayEnd: true })).process)
  await part.start()
  const server = `postgres://postgres:${password}@127.0.0.1:${String(port)}`
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query('create database vekha')
  await client.end()
  return { part, url: `${server}/vekha` }
}

export interface ScratchTemporal {
  readonly part: Part
  /** `host:port` */
  readonly address: string
  /** Holds all its state. */
  readonly dbFile: string
}

/** The engine as `npm start` runs it: a tuned dev server with its state in a file. Running. */
export async function startScratchTemporal(run: RunDir, namespace: string): Promise<ScratchTemporal> {
  const { path } = await findProgram(printProgress(console.error))
  const port = await anyFreePort()
  const dbFile = join(run.dir, 'temporal.db')
  const options = { program: path, namespace, port, dbFile, pidFile: join(run.dir, 'temporal.pid'), logFile: join(run.dir, 'temporal.log') }
  const part = createPart('Temporal', async () => (await startTemporal({ ...options, mayEnd: true })).process)
  await part.start()
  return { part, address: `127.0.0.1:${String(port)}`, dbFile }
}
