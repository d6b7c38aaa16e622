import { entries } from '../entries.ts'

/** What a service waits for before it starts: that another one answers, or has done its work. */
type Wait = 'healthy' | 'done'

interface Service {
  /** Whose programs it runs: Postgres' own, the product's, Temporal's, nginx'. */
  readonly runs: 'postgres' | 'product' | 'engine' | 'nginx'
  /** Ends when its work is done. */
  readonly once?: true
  readonly after: Readonly<Record<string, Wait>>
  /** Of the product: the entry point from the root of the sources, and what Node is told beside it. */
  readonly entry?: string
  readonly nodeArgs?: readonly string[]
  /** All that it is told; nothing else of the environment reaches it. */
  readonly environment: readonly string[]
  /** Answers 200 here when it is healthy. */
  readonly health?: '/healthz'
}

/** The accounts with outside services: the SMS provider, the messenger, the video server. */
export const accountNames = [
  ...['SMSC_LOGIN', 'SMSC_PASSWORD', 'SMSC_URL', 'SMSC_NETWORKS', 'SMSC_SENDER', 'SMSC_PUSH_SECRET', 'SMSC_LOW_BALANCE'],
  ...['TELEGRAM_BOT_TOKEN', 'TELEGRAM_BOT_URL', 'TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_API_URL', 'TELEGRAM_NETWORKS'],
  ...['JITSI_BASE_URL', 'JITSI_APP_ID', 'JITSI_JWT_SECRET'],
] as const

const product = [
  ...['NODE_ENV', 'LOG_LEVEL', 'DATABASE_URL', 'VEKHA_SECRET', 'VEKHA_OLD_SECRETS', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'],
  ...['SMTP_URL', 'PUBLIC_URL', 'MAIL_FROM', 'VEKHA_ANCHOR_DIR'],
  ...accountNames,
] as const
/** The names the schema tool and the configuration of the server share. */
const engineDatabase = ['SQL_PLUGIN', 'SQL_HOST', 'SQL_PORT', 'SQL_USER', 'SQL_PASSWORD'] as const

const api = {
  runs: 'product',
  after: { namespace: 'done' },
  ...entries.api,
  environment: [...product, 'HOST', 'PORT', 'SMTP_PORT', 'SMTP_PROXY_PROTOCOL', 'TRUSTED_PROXIES', 'DRAIN_MS'],
  health: '/healthz',
} as const
const workers = {
  runs: 'product',
  after: { namespace: 'done' },
  ...entries.workers,
  // They make the backups.
  environment: [...product, 'TEMPORAL_DATABASE_URLS', 'VEKHA_BACKUP_DIR'],
} as const

/**
 * A whole installation: what runs, in which order, told what. `npm run production` starts from this, and
 * docker-compose.yml is checked against it.
 */
export const shape = {
  postgres: { runs: 'postgres', after: {}, environment: [] },
  /** The product's schema and roles, and the empty databases of the engine. */
  migrate: {
    runs: 'product',
    once: true,
    after: { postgres: 'healthy' },
    entry: 'ops/production/migrate.ts',
    environment: ['DATABASE_URL', 'VEKHA_SECRET', 'SQL_USER', 'SQL_PASSWORD'],
  },
  'engine-schema': { runs: 'engine', once: true, after: { migrate: 'done' }, environment: engineDatabase },
  temporal: {
    runs: 'engine',
    after: { 'engine-schema': 'done' },
    environment: [
      ...engineDatabase,
      ...['TEMPORAL_ROOT', 'TEMPORAL_CONFIG_DIR', 'TEMPORAL_ENVIRONMENT', 'TEMPORAL_BIND', 'TEMPORAL_PORT', 'TEMPORAL_INNER_PORTS', 'GOGC'],
    ],
  },
  namespace: {
    runs: 'product',
    once: true,
    after: { temporal: 'healthy' },
    entry: 'ops/production/namespace.ts',
    environment: ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'],
  },
  'workers-1': workers,
  'workers-2': workers,
  'api-1': api,
  'api-2': api,
  nginx: {
    runs: 'nginx',
    after: { 'api-1': 'healthy', 'api-2': 'healthy' },
    environment: [
      ...['NGINX_MODULE', 'NGINX_DIR', 'NGINX_ACCESS_LOG', 'NGINX_RESOLVER', 'NGINX_LISTEN', 'NGINX_TLS', 'NGINX_OUTER_PROXY'],
      ...['NGINX_API', 'NGINX_LETTERS', 'NGINX_LETTERS_LISTEN'],
    ],
    health: '/healthz',
  },
} as const satisfies Readonly<Record<string, Service>>

export type ServiceName = keyof typeof shape

/** In the order they start. */
export const serviceNames: readonly ServiceName[] = [
  ...(['postgres', 'migrate', 'engine-schema', 'temporal', 'namespace', 'workers-1', 'workers-2', 'api-1', 'api-2', 'nginx'] as const),
]

/** The engine's databases, beside the product's in one cluster, so that one moment restores both. Their schema by the name the tool knows. */
export const engineDatabases = { temporal: 'postgresql/v12/temporal', temporal_visibility: 'postgresql/v12/visibility' } as const

/** The calls of the schema tool, in order; each may be repeated. */
export const engineSchemaCalls: readonly (readonly string[])[] = Object.entries(engineDatabases).flatMap(([database, schema]) => [
  ['--database', database, 'setup-schema', '-v', '0.0'],
  ['--database', database, 'update-schema', '--schema-name', schema],
])

/** The driver of the engine's databases: measured a quarter faster than the other one. */
export const enginePlugin = 'postgres12_pgx'

/** How long the engine keeps the history of what has ended. */
export const retentionDays = 7

/** Pools of two workers and two APIs, and the engine's, with room for a backup and for people. */
export const postgresSettings = { max_connections: '300' } as const

/** How long an API that is told to stop still sends the proxy to the other one. */
export const drainMs = 2_000
