import { randomInt } from 'node:crypto'
import { engineConfiguration } from './engine.ts'
import { upstreamOf } from './nginx.ts'
import { drainMs, engineDatabases, enginePlugin, shape, accountNames } from './shape.ts'
import type { ServiceName } from './shape.ts'
import type { EngineRole } from './engine-databases.ts'
import { withDatabase } from '../postgres/address.ts'
import { anyFreePort, nextFreePort } from '../ports.ts'
import { goGc } from '../temporal/tuning.ts'

type Values = Readonly<Record<string, string>>

/** What only this installation can say; the rest follows from it. */
export interface Site {
  /** The owner's URL, as the product's programs reach it. */
  readonly databaseUrl: string
  /** `host:port` of the server itself, for the engine. */
  readonly databaseHost: string
  readonly engineRole: EngineRole
  /** As the product's programs reach it, when that is another address than the engine's own. */
  readonly temporalAddress?: string
  readonly namespace: string
  readonly secret: string
  readonly oldSecrets: readonly string[]
  readonly smtpUrl: string
  readonly publicUrl: string
  readonly mailFrom: string
  /** The accounts with outside services, by the names of the environment; without one nothing goes there. */
  readonly accounts?: Values
  readonly anchorDir: string
  readonly backupDir: string
  readonly logLevel: string
  /** `host:port` where people and other mail servers come in. */
  readonly listen: string
  readonly lettersListen: string
  /** Where a further proxy stands in front, whose `X-Forwarded-For` is believed. */
  readonly outerProxy?: string
  readonly ports: Ports
}

export interface Ports {
  readonly temporal: number
  readonly inner: readonly number[]
  readonly http: Readonly<Record<'api-1' | 'api-2', number>>
  readonly letters: Readonly<Record<'api-1' | 'api-2', number>>
}

/** The engine keeps its ports in a column of two bytes with a sign, so those the system gives out are too high for it. */
async function enginePorts(): Promise<{ readonly temporal: number; readonly inner: readonly number[] }> {
  const ports: number[] = []
  let next = randomInt(10_000, 30_000)
  while (ports.length < 8) {
    next = (await nextFreePort(next, '127.0.0.1')) + 1
    ports.push(next - 1)
  }
  const [temporal = 0, ...inner] = ports
  return { temporal, inner }
}

/** Ports that nobody listens on now, for what only the installation itself talks to. */
export async function freePorts(): Promise<Ports> {
  return {
    ...(await enginePorts()),
    http: { 'api-1': await anyFreePort(), 'api-2': await anyFreePort() },
    letters: { 'api-1': await anyFreePort(), 'api-2': await anyFreePort() },
  }
}

function productValues(site: Site): Values {
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: site.logLevel,
    DATABASE_URL: site.databaseUrl,
    VEKHA_SECRET: site.secret,
    VEKHA_OLD_SECRETS: site.oldSecrets.join(','),
    TEMPORAL_ADDRESS: site.temporalAddress ?? `127.0.0.1:${String(site.ports.temporal)}`,
    TEMPORAL_NAMESPACE: site.namespace,
    SMTP_URL: site.smtpUrl,
    PUBLIC_URL: site.publicUrl,
    MAIL_FROM: site.mailFrom,
    ...Object.fromEntries(accountNames.map((name) => [name, site.accounts?.[name] ?? ''])),
    VEKHA_ANCHOR_DIR: site.anchorDir,
    VEKHA_BACKUP_DIR: site.backupDir,
    TEMPORAL_DATABASE_URLS: Object.keys(engineDatabases)
      .map((name) => withDatabase(site.databaseUrl, name))
      .join(','),
    HOST: '127.0.0.1',
    SMTP_PROXY_PROTOCOL: '1',
    TRUSTED_PROXIES: 'loopback',
    DRAIN_MS: String(drainMs),
  }
}

function engineValues({ databaseHost, engineRole, ports }: Site): Values {
  const at = new URL(`postgres://${databaseHost}`)
  return {
    SQL_PLUGIN: enginePlugin,
    SQL_HOST: at.hostname,
    SQL_PORT: at.port || '5432',
    SQL_USER: engineRole.user,
    SQL_PASSWORD: engineRole.password,
    ...engineConfiguration,
    TEMPORAL_PORT: String(ports.temporal),
    TEMPORAL_INNER_PORTS: ports.inner.join(','),
    GOGC: goGc,
  }
}

function proxyValues({ listen, lettersListen, outerProxy, ports }: Site): Values {
  const here = (of: Readonly<Record<string, number>>): string => upstreamOf(Object.values(of).map((port) => `127.0.0.1:${String(port)}`))
  return {
    NGINX_ACCESS_LOG: 'off',
    NGINX_RESOLVER: '',
    NGINX_LISTEN: listen,
    NGINX_TLS: '',
    NGINX_OUTER_PROXY: outerProxy ?? 'unix:',
    NGINX_API: here(ports.http),
    NGINX_LETTERS: here(ports.letters),
    NGINX_LETTERS_LISTEN: lettersListen,
  }
}

/** All a service is told: the names the shape lists, and what every program needs of this machine. */
export function environmentOf(name: ServiceName, site: Site): NodeJS.ProcessEnv {
  const values: Record<string, string | undefined> = { ...productValues(site), ...engineValues(site), ...proxyValues(site) }
  if (name === 'api-1' || name === 'api-2') {
    values['PORT'] = String(site.ports.http[name])
    values['SMTP_PORT'] = String(site.ports.letters[name])
  }
  const { PATH, HOME, TMPDIR } = process.env
  const names: readonly string[] = shape[name].environment
  return { PATH, HOME, TMPDIR, ...Object.fromEntries(names.map((one) => [one, values[one]])) }
}
