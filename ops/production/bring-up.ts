import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { startOutbox } from '../bring-up.ts'
import { nextFreePort } from '../ports.ts'
import { launchPostgres } from '../postgres/launch.ts'
import type { LaunchedPostgres } from '../postgres/launch.ts'
import { checkDatabase } from '../postgres/outside.ts'
import type { RunningProcess } from '../processes.ts'
import type { Progress } from '../progress.ts'
import { writeRunning } from '../running-file.ts'
import { keptSecret } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import { supervise } from '../supervision.ts'
import type { Supervision } from '../supervision.ts'
import { findServerPrograms } from '../temporal/server-programs.ts'
import { buildWeb, webDir } from '../web-build.ts'
import { isOnce, launch, runOnce } from './launch.ts'
import type { Ground } from './launch.ts'
import { findNginx, prepareNginx } from './nginx.ts'
import { postgresSettings, accountNames } from './shape.ts'
import type { ServiceName } from './shape.ts'
import { startInOrder } from './start-in-order.ts'
import { environmentOf, freePorts } from './values.ts'
import type { Site } from './values.ts'

export interface Production {
  readonly ground: Ground
  /** Of everything that lasts. */
  readonly running: ReadonlyMap<ServiceName, Supervision>
  /** The owner's URL. */
  readonly databaseUrl: string
  readonly outbox: boolean
  /** Of what it made outside the data directory. */
  forget(): Promise<void>
}

interface Store {
  readonly url: string
  readonly note: string
  /** Undefined where somebody else runs it. */
  readonly own: Pick<LaunchedPostgres, 'process' | 'start'> | undefined
}

async function database(settings: Settings, dataDir: string): Promise<Store> {
  const { databaseUrl: url } = settings
  if (url !== undefined) return { url, note: `${await checkDatabase(url)} at DATABASE_URL`, own: undefined }
  const own = await launchPostgres(dataDir, { preferSystem: true, mayEnd: true, settings: postgresSettings })
  return { url: own.url, note: `127.0.0.1:${String(own.port)}, ${own.clusterDir}${own.fresh ? ', made now' : ''}`, own }
}

async function entrances(config: Config, progress: Progress): Promise<{ readonly listen: string; readonly lettersListen: string }> {
  const port = await nextFreePort(config.port, config.host)
  const smtpPort = await nextFreePort(config.smtpPort, config.host, [port])
  if (port !== config.port) progress.say(`Port ${String(config.port)} is taken: the console is on ${String(port)}.`)
  if (smtpPort !== config.smtpPort) progress.say(`Port ${String(config.smtpPort)} is taken: letters come in on ${String(smtpPort)}.`)
  return { listen: `${config.host}:${String(port)}`, lettersListen: `${config.host}:${String(smtpPort)}` }
}

/** Starts an installation of the production shape, in its order; what ends by itself is started again. */
export async function bringUpProduction(settings: Settings, dataDir: string, progress: Progress): Promise<Production> {
  const { config } = settings
  const nginx = await findNginx()
  const programs = await findServerPrograms(progress)
  const logDir = join(dataDir, 'logs')
  const { listen, lettersListen } = await entrances(config, progress)
  const store = await progress.step('postgres', async (note) => {
    const found = await database(settings, dataDir)
    note(found.note)
    return found
  })
  const smtpUrl = settings.smtpUrl ?? (await startOutbox(dataDir, progress)).SMTP_URL
  const site: Site = {
    databaseUrl: store.url,
    databaseHost: new URL(store.url).host,
    engineRole: { user: 'temporal', password: await keptSecret(dataDir, 'engine-password') },
    namespace: config.temporalNamespace,
    secret: settings.secret ?? (await keptSecret(dataDir, 'secret')),
    oldSecrets: config.oldSecrets,
    smtpUrl,
    publicUrl: settings.publicUrl ?? `http://localhost:${new URL(`http://${listen}`).port}`,
    mailFrom: config.mailFrom,
    accounts: Object.fromEntries(accountNames.map((name) => [name, process.env[name] ?? ''])),
    anchorDir: config.anchorDir ?? join(dataDir, 'anchors'),
    backupDir: config.backupDir ?? join(dataDir, 'backups'),
    logLevel: config.logLevel,
    listen,
    lettersListen,
    outerProxy: process.env.NGINX_OUTER_PROXY || 'unix:',
    ports: await freePorts(),
  }
  const proxy = await prepareNginx(nginx, environmentOf('nginx', site), `http://${listen}/healthz`, join(logDir, 'nginx.log'))
  const ground: Ground = { site, programs, nginx: proxy, logDir }
  await writeRunning(dataDir, environmentOf('workers-1', site))
  const running = new Map<ServiceName, Supervision>()
  const mind = (name: ServiceName, first: RunningProcess, start: () => Promise<RunningProcess>): void =>
    void running.set(name, supervise(first, { name, start, say: progress.say }))
  // The APIs look for the directory when they start, which may be before the first build has made it.
  await mkdir(webDir, { recursive: true })
  const web = progress.step('console', async (note) => note((await buildWeb()) ? 'built' : 'up to date'))
  const services = startInOrder(async (name) => {
    if (name === 'postgres') {
      if (store.own) mind(name, store.own.process, store.own.start)
    } else if (isOnce(name)) await progress.step(name, () => runOnce(name, ground))
    else mind(name, await progress.step(name, () => launch(name, ground)), () => launch(name, ground))
  })
  await Promise.allSettled([web, services])
  await Promise.all([web, services])
  return { ground, running, databaseUrl: store.url, outbox: settings.smtpUrl === undefined, forget: () => proxy.remove() }
}
