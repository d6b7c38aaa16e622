import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import type { MailOutbox } from '../../simulators/mail-outbox/server.ts'
import { startMailOutbox } from '../../simulators/mail-outbox/server.ts'
import { entries } from '../entries.ts'
import { startNodeService } from '../node-service.ts'
import { anyFreePort } from '../ports.ts'
import { postgresSettings } from '../production/shape.ts'
import { createPart } from './part.ts'
import type { Part } from './part.ts'
import { startProductionParts } from './production.ts'
import type { Route } from './route.ts'
import { throughRoute } from './route.ts'
import { makeRunDir } from './run-dir.ts'
import { startScratchPostgres, startScratchTemporal } from './stores.ts'

export interface ScratchOptions {
  /**
   * `laptop`, as `npm start`: the engine's state in a file, APIs without a proxy. `production`, as `npm run production`:
   * the engine's state in the same Postgres, two workers, two APIs behind nginx. `laptop` when left out.
   */
  readonly shape?: 'laptop' | 'production'
  /** In the laptop's shape; 1 when left out. */
  readonly apis?: number
  readonly workers?: number
  /** Instead of `workers/main.ts`: an entry point of the same contract, from the root of the clone. */
  readonly workersEntry?: string
  /** Instead of `api/main.ts`. */
  readonly apiEntry?: string
  /** Put between workers or API and a store. */
  readonly route?: Route
  /** Postgres settings; durable by default. */
  readonly postgres?: Readonly<Record<string, string>>
  /** Further environment of workers and API. */
  readonly env?: Readonly<Record<string, string>>
}

/** A whole installation of real processes, forgotten with the run. Everything is up when it is handed over. */
export interface ScratchInstallation {
  readonly dir: string
  readonly secret: string
  /** The owner's URL, past any route. */
  readonly databaseUrl: string
  /** `host:port`, past any route. */
  readonly temporalAddress: string
  readonly namespace: string
  /** The engine's state; undefined where it is in Postgres. */
  readonly engineFile: string | undefined
  readonly anchorDir: string
  /** The outside world's mailboxes: lives in this process, so it sees what a killed sender really sent. */
  readonly outbox: MailOutbox
  readonly postgres: Part
  readonly temporal: Part
  readonly workers: readonly Part[]
  readonly apis: readonly Part[]
  /** Undefined without one. */
  readonly proxy: Part | undefined
  /** Where people come in: the proxy's address, else the first API's. */
  readonly url: string
  /** Where letters come in. */
  readonly lettersPort: number
  /** Of each API, in the order of `apis`. */
  readonly apiUrls: readonly string[]
  /** Where each API takes letters. */
  readonly smtpPorts: readonly number[]
  /** Stops all and removes the directory. */
  close(): Promise<void>
}

const namespace = 'default'
interface Instance {
  readonly part: Part
  readonly url: string
  readonly smtpPort: number
}

/** An API on ports of its own. */
async function apiInstance(index: number, dir: string, env: NodeJS.ProcessEnv, entry: string): Promise<Instance> {
  const [port, smtpPort] = [await anyFreePort(), await anyFreePort()]
  const url = `http://127.0.0.1:${String(port)}`
  const own = { ...env, PORT: String(port), SMTP_PORT: String(smtpPort), PUBLIC_URL: url }
  const name = `API ${String(index + 1)}`
  const logFile = join(dir, `api-${String(index + 1)}.log`)
  const { nodeArgs } = entries.api
  const part = createPart(name, async () => (await startNodeService({ name, entry, env: own, nodeArgs, logFile, mayEnd: true })).process)
  return { part, url, smtpPort }
}

function workersInstance(index: number, dir: string, env: NodeJS.ProcessEnv, entry: string): Part {
  const name = `Workers ${String(index + 1)}`
  const logFile = join(dir, `workers-${String(index + 1)}.log`)
  const { nodeArgs } = entries.workers
  return createPart(name, async () => (await startNodeService({ name, entry, env, nodeArgs, logFile, mayEnd: true })).process)
}

/** Starts a throw-away installation: durable Postgres, the engine with its state in a file, workers and API as processes. */
export async function startScratch(options: ScratchOptions = {}): Promise<ScratchInstallation> {
  const run = await makeRunDir()
  const started: { stop(): Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const one of started.toReversed()) await one.stop()
    await run.remove()
  }
  try {
    const secret = randomBytes(36).toString('base64')
    const database = await startScratchPostgres(run, { ...postgresSettings, ...options.postgres })
    started.push(database.part)
    const outboxDir = join(run.dir, 'outbox')
    await mkdir(outboxDir)
    const outbox = await startMailOutbox({ directory: outboxDir, host: '127.0.0.1', port: 0, maxLetters: Infinity })
    started.push({ stop: () => outbox.close() })
    const anchorDir = join(run.dir, 'anchors')
    const common = { dir: run.dir, secret, databaseUrl: database.url, namespace, anchorDir }
    if (options.shape === 'production') {
      const parts = await startProductionParts({ ...common, smtpUrl: outbox.url }, options, (one) => started.push(one))
      return { ...common, ...parts, outbox, postgres: database.part, engineFile: undefined, close }
    }
    const engine = await startScratchTemporal(run, namespace)
    started.push(engine.part)
    await migrate({ ownerUrl: database.url, secret })
    const reached = await throughRoute({ databaseUrl: database.url, temporalAddress: engine.address, smtpUrl: outbox.url }, options.route)
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: reached.databaseUrl,
      TEMPORAL_ADDRESS: reached.temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      SMTP_URL: reached.smtpUrl,
      VEKHA_SECRET: secret,
      VEKHA_ANCHOR_DIR: anchorDir,
      HOST: '127.0.0.1',
      ...options.env,
    }
    const apis: Instance[] = []
    for (let index = 0; index < (options.apis ?? 1); index += 1)
      apis.push(await apiInstance(index, run.dir, env, options.apiEntry ?? entries.api.entry))
    const workers = Array.from({ length: options.workers ?? 1 }, (_, index) =>
      workersInstance(index, run.dir, { ...env, PUBLIC_URL: apis[0]?.url ?? '' }, options.workersEntry ?? entries.workers.entry),
    )
    const parts = [...workers, ...apis.map((one) => one.part)]
    started.push(...parts)
    await Promise.all(parts.map((part) => part.start()))
    return {
      ...common,
      temporalAddress: engine.address,
      engineFile: engine.dbFile,
      outbox,
      postgres: database.part,
      temporal: engine.part,
      workers,
      apis: apis.map((one) => one.part),
      apiUrls: apis.map((one) => one.url),
      smtpPorts: apis.map((one) => one.smtpPort),
      proxy: undefined,
      url: apis[0]?.url ?? '',
      lettersPort: apis[0]?.smtpPort ?? 0,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
