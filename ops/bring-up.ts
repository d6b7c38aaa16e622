import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '../db/migrate.ts'
import { startMailOutbox } from '../simulators/mail-outbox/server.ts'
import { demoStep } from './demo-step.ts'
import { Failure, firstReasonOf } from './failure.ts'
import { nextFreePort } from './ports.ts'
import { checkDatabase } from './postgres/outside.ts'
import { launchPostgres } from './postgres/launch.ts'
import { startChats } from './chats.ts'
import { startPhones } from './phones.ts'
import type { Progress } from './progress.ts'
import { keptSecret } from './secrets.ts'
import { processesStep } from './rebuild/step.ts'
import { writeRunning } from './running-file.ts'
import type { Settings } from './settings.ts'
import { runServices } from './services.ts'
import type { Running } from './summary.ts'
import { supervise } from './supervision.ts'
import { launchTemporal, useTemporal } from './temporal/launch.ts'
import { waitForTemporal } from './temporal/server.ts'
import { watchEngine } from './temporal/watch.ts'
import { buildWeb, webDir } from './web-build.ts'

async function database(settings: Settings, dataDir: string, progress: Progress): Promise<string> {
  return progress.step('Postgres', async (note) => {
    if (settings.databaseUrl !== undefined) {
      note(`${await checkDatabase(settings.databaseUrl)} at DATABASE_URL`)
      return settings.databaseUrl
    }
    const own = await launchPostgres(dataDir, { mayEnd: true })
    supervise(own.process, { name: 'Postgres', start: own.start, say: progress.say })
    note(`127.0.0.1:${String(own.port)}, ${own.clusterDir}${own.fresh ? ', made now' : ''}`)
    return own.url
  })
}

async function engine(settings: Settings, dataDir: string, progress: Progress): Promise<string> {
  const namespace = settings.config.temporalNamespace
  return progress.step('Temporal', async (note) => {
    if (settings.temporalAddress !== undefined) {
      note(`${settings.temporalAddress} of TEMPORAL_ADDRESS`)
      return useTemporal(settings.temporalAddress, namespace)
    }
    const own = await launchTemporal(dataDir, namespace, progress, { mayEnd: true })
    const { restart } = supervise(own.process, { name: 'Temporal', start: own.start, say: progress.say })
    watchEngine({ ask: () => waitForTemporal(own.address, namespace, 5_000), restart, say: progress.say })
    note(`${own.address}, program: ${own.from}`)
    return own.address
  })
}

async function schema(ownerUrl: string, secret: string, progress: Progress): Promise<void> {
  await progress.step('Schema', async () => {
    try {
      await migrate({ ownerUrl, secret })
    } catch (error) {
      const reason = firstReasonOf(error)
      const what = /No space left/.test(reason) ? 'Free some disk space' : 'Check that its user owns the database and may create roles'
      throw new Failure(`The migrations failed, the database is as before: ${reason}. ${what} and start again.`)
    }
  })
}

/** Keeps every letter instead of sending it. Lives in this process: it ends after everything that could still send one. */
export async function startOutbox(
  dataDir: string,
  progress: Progress,
): Promise<{ readonly SMTP_URL: string; readonly VEKHA_OUTBOX_DIR: string }> {
  return progress.step('Outbox', async (note) => {
    const directory = join(dataDir, 'outbox')
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const port = await nextFreePort(2600, '127.0.0.1')
    const { url } = await startMailOutbox({ directory, host: '127.0.0.1', port })
    note(`${url}, ${directory}`)
    return { SMTP_URL: url, VEKHA_OUTBOX_DIR: directory }
  })
}

/** Starts whatever is not given, in order, and returns what the person needs to know. */
export async function bringUp(settings: Settings, dataDir: string, progress: Progress): Promise<Omit<Running, 'tookMs'>> {
  const { config } = settings
  const port = await nextFreePort(config.port, config.host)
  const smtpPort = await nextFreePort(config.smtpPort, config.host, [port])
  if (port !== config.port) progress.say(`Port ${String(config.port)} is taken: the console is on ${String(port)}.`)
  if (smtpPort !== config.smtpPort) progress.say(`Port ${String(config.smtpPort)} is taken: letters come in on ${String(smtpPort)}.`)
  const secret = settings.secret ?? (await keptSecret(dataDir, 'secret'))
  const [databaseUrl, temporalAddress] = await allOrFirstError([database(settings, dataDir, progress), engine(settings, dataDir, progress)])
  await schema(databaseUrl, secret, progress)
  const at = { databaseUrl, secret, oldSecrets: config.oldSecrets, temporalAddress, namespace: config.temporalNamespace }
  await processesStep(at, progress)
  if (config.demo) await demoStep(databaseUrl, secret, progress)

  const base: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    VEKHA_SECRET: secret,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: config.temporalNamespace,
    HOST: config.host,
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    VEKHA_DEMO: config.demo ? '1' : '0',
    VEKHA_ANCHOR_DIR: config.anchorDir ?? join(dataDir, 'anchors'),
    VEKHA_BACKUP_DIR: config.backupDir ?? join(dataDir, 'backups'),
  }
  const builtInPhones = config.demo && config.smsc === undefined
  const api = { host: config.host === '0.0.0.0' ? '127.0.0.1' : config.host, port }
  const env = {
    ...base,
    ...(settings.smtpUrl === undefined ? await startOutbox(dataDir, progress) : {}),
    ...(builtInPhones ? await startPhones(dataDir, api, progress) : {}),
    ...(config.demo && config.telegram === undefined
      ? await startChats(dataDir, settings.publicUrl ?? `http://localhost:${String(port)}`, progress)
      : {}),
  }
  // The API looks for the directory when it starts, which in a fresh clone is before the first build has made it.
  await mkdir(webDir, { recursive: true })
  await writeRunning(dataDir, env)
  const web = progress.step('Console', async (note) => note((await buildWeb()) ? 'built' : 'up to date'))
  await allOrFirstError([web, runServices({ env, logDir: join(dataDir, 'logs'), dev: settings.dev, progress })])
  return {
    url: settings.publicUrl ?? `http://localhost:${String(port)}`,
    smtpAddress: `${config.host === '0.0.0.0' ? 'localhost' : config.host}:${String(smtpPort)}`,
    outbox: settings.smtpUrl === undefined,
    phones: builtInPhones && settings.smtpUrl === undefined,
    demo: config.demo,
    logDir: join(dataDir, 'logs'),
  }
}

/** Waits for all; the first error is thrown only once the others have settled, so that their lines are printed whole. */
async function allOrFirstError<T extends readonly unknown[]>(work: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(work)
  return Promise.all(work)
}
