import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import type { MailOutbox } from '../../simulators/mail-outbox/server.ts'
import { startMailOutbox } from '../../simulators/mail-outbox/server.ts'
import { startNodeService } from '../node-service.ts'
import { anyFreePort } from '../ports.ts'
import { workersArgs } from '../workers-args.ts'
import { createPart } from './part.ts'
import type { Part } from './part.ts'
import { makeRunDir } from './run-dir.ts'
import { startScratchPostgres, startScratchTemporal } from './stores.ts'

export interface ScratchOptions {
  /** 1 when left out. */
  readonly apis?: number
  readonly workers?: number
  /** Instead of `workers/main.ts`: an entry point of the same contract, from the root of the clone. */
  readonly workersEntry?: string
  /** Instead of `api/main.ts`. */
  readonly apiEntry?: string
  /** Put between workers or API and a store: takes its `host:port` and answers the one to use instead. */
  readonly route?: {
    readonly postgres?: (address: string) => Promise<string>
    readonly temporal?: (address: string) => Promise<string>
    readonly smtp?: (address: string) => Promise<string>
  }
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
  /** The engine's state. */
  readonly engineFile: string
  readonly anchorDir: string
  /** The outside world's mailboxes: lives in this process, so it sees what a killed sender really sent. */
  readonly outbox: MailOutbox
  readonly postgres: Part
  readonly temporal: Part
  readonly workers: readonly Part[]
  readonly apis: readonly Part[]
  /** Of each API, in the order of `apis`. */
  readonly apiUrls: readonly string[]
  /** Where each API takes letters. */
  readonly smtpPorts: readonly number[]
  /** Stops all and removes the directory. */
  close(): Promise<void>
}

const namespace = 'default'
const direct = (address: string): Promise<string> => Promise.resolve(address)

function withHost(url: string, address: string): string {
  const copy = new URL(url)
  copy.host = address
  return copy.href
}

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
  const part = createPart(name, async () => (await startNodeService({ name, entry, env: own, logFile, mayEnd: true })).process)
  return { part, url, smtpPort }
}

function workersInstance(index: number, dir: string, env: NodeJS.ProcessEnv, entry: string): Part {
  const name = `Workers ${String(index + 1)}`
  const logFile = join(dir, `workers-${String(index + 1)}.log`)
  return createPart(name, async () => (await startNodeService({ name, entry, env, nodeArgs: workersArgs, logFile, mayEnd: true })).process)
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
    const database = await startScratchPostgres(run, options.postgres ?? {})
    started.push(database.part)
    const engine = await startScratchTemporal(run, namespace)
    started.push(engine.part)
    await migrate({ ownerUrl: database.url, secret })
    const outboxDir = join(run.dir, 'outbox')
    await mkdir(outboxDir)
    const outbox = await startMailOutbox({ directory: outboxDir, host: '127.0.0.1', port: 0, maxLetters: Infinity })
    started.push({ stop: () => outbox.close() })
    const { postgres = direct, temporal = direct, smtp = direct } = options.route ?? {}
    const anchorDir = join(run.dir, 'anchors')
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: withHost(database.url, await postgres(new URL(database.url).host)),
      TEMPORAL_ADDRESS: await temporal(engine.address),
      TEMPORAL_NAMESPACE: namespace,
      SMTP_URL: withHost(outbox.url, await smtp(new URL(outbox.url).host)),
      VEKHA_SECRET: secret,
      VEKHA_ANCHOR_DIR: anchorDir,
      HOST: '127.0.0.1',
      ...options.env,
    }
    const apis: Instance[] = []
    for (let index = 0; index < (options.apis ?? 1); index += 1)
      apis.push(await apiInstance(index, run.dir, env, options.apiEntry ?? 'api/main.ts'))
    const workers = Array.from({ length: options.workers ?? 1 }, (_, index) =>
      workersInstance(index, run.dir, { ...env, PUBLIC_URL: apis[0]?.url ?? '' }, options.workersEntry ?? 'workers/main.ts'),
    )
    const parts = [...workers, ...apis.map((one) => one.part)]
    started.push(...parts)
    await Promise.all(parts.map((part) => part.start()))
    return {
      dir: run.dir,
      secret,
      databaseUrl: database.url,
      temporalAddress: engine.address,
      namespace,
      engineFile: engine.dbFile,
      anchorDir,
      outbox,
      postgres: database.part,
      temporal: engine.part,
      workers,
      apis: apis.map((one) => one.part),
      apiUrls: apis.map((one) => one.url),
      smtpPorts: apis.map((one) => one.smtpPort),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
