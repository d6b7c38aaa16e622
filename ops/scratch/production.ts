import { findNginx, prepareNginx } from '../production/nginx.ts'
import { launch, runOnce } from '../production/launch.ts'
import type { Ground, Lasting } from '../production/launch.ts'
import { environmentOf, freePorts } from '../production/values.ts'
import type { Site } from '../production/values.ts'
import { anyFreePort } from '../ports.ts'
import { printProgress } from '../progress.ts'
import { findServerPrograms } from '../temporal/server-programs.ts'
import type { ScratchOptions } from './installation.ts'
import { createPart } from './part.ts'
import type { Part } from './part.ts'
import { throughRoute } from './route.ts'

export interface ProductionScratch {
  readonly temporal: Part
  readonly temporalAddress: string
  readonly workers: readonly Part[]
  readonly apis: readonly Part[]
  readonly apiUrls: readonly string[]
  readonly smtpPorts: readonly number[]
  readonly proxy: Part
  /** Where the proxy takes people and letters. */
  readonly url: string
  readonly lettersPort: number
}

export interface ProductionStores {
  readonly dir: string
  readonly databaseUrl: string
  readonly smtpUrl: string
  readonly secret: string
  readonly namespace: string
  readonly anchorDir: string
}

/**
 * What `npm run production` starts, on the stores of a scratch installation: the engine's state in the same Postgres,
 * two workers, two APIs behind nginx. Each part is handed to `started` before it starts.
 */
export async function startProductionParts(
  stores: ProductionStores,
  options: ScratchOptions,
  started: (one: { stop(): Promise<void> }) => void,
): Promise<ProductionScratch> {
  const nginx = await findNginx()
  const programs = await findServerPrograms(printProgress(console.error))
  const ports = await freePorts()
  const [port, lettersPort] = [await anyFreePort(), await anyFreePort()]
  const url = `http://127.0.0.1:${String(port)}`
  const direct: Site = {
    databaseUrl: stores.databaseUrl,
    databaseHost: new URL(stores.databaseUrl).host,
    engineRole: { user: 'temporal', password: stores.secret },
    namespace: stores.namespace,
    secret: stores.secret,
    oldSecrets: [],
    smtpUrl: stores.smtpUrl,
    publicUrl: url,
    mailFrom: '',
    anchorDir: stores.anchorDir,
    backupDir: `${stores.dir}/backups`,
    logLevel: 'info',
    listen: new URL(url).host,
    lettersListen: `127.0.0.1:${String(lettersPort)}`,
    ports,
  }
  const temporalAddress = `127.0.0.1:${String(ports.temporal)}`
  const proxy = await prepareNginx(nginx, environmentOf('nginx', direct), `${url}/healthz`, `${stores.dir}/nginx.log`)
  started({ stop: () => proxy.remove() })
  const ground: Ground = { site: direct, programs, nginx: proxy, logDir: stores.dir }
  const routed: Ground = {
    ...ground,
    site: {
      ...direct,
      ...(await throughRoute({ databaseUrl: stores.databaseUrl, temporalAddress, smtpUrl: stores.smtpUrl }, options.route)),
    },
    env: options.env ?? {},
    instead: {
      ...(options.workersEntry === undefined ? {} : { 'workers/main.ts': options.workersEntry }),
      ...(options.apiEntry === undefined ? {} : { 'api/main.ts': options.apiEntry }),
    },
  }
  const part = (name: Lasting): Part => {
    const one = createPart(name, () => launch(name, routed))
    started(one)
    return one
  }
  await runOnce('migrate', ground)
  await runOnce('engine-schema', ground)
  const temporal = part('temporal')
  await temporal.start()
  await runOnce('namespace', ground)
  const workers = [part('workers-1'), part('workers-2')]
  const apis = [part('api-1'), part('api-2')]
  await Promise.all([...workers, ...apis].map((one) => one.start()))
  const front = part('nginx')
  await front.start()
  return {
    temporal,
    temporalAddress,
    workers,
    apis,
    apiUrls: Object.values(ports.http).map((own) => `http://127.0.0.1:${String(own)}`),
    smtpPorts: Object.values(ports.letters),
    proxy: front,
    url,
    lettersPort,
  }
}
