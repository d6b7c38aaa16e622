import { isIP } from 'node:net'
import { z } from 'zod'

/** The account with the SMS provider. */
export interface SmscConfig {
  readonly url: string
  /** Empty where the password is an API key. */
  readonly login: string
  readonly password: string
  readonly sender: string | undefined
  /** Networks of our own that may be called: a gateway in the house. */
  readonly networks: readonly string[]
  /** Administrators are told when less is left. */
  readonly lowBalanceKopecks: number
}

/** The bot by which a messenger takes messages. */
export interface TelegramConfig {
  readonly token: string
  readonly apiUrl: string
  /** Networks of our own that may be called: a Bot API server in the house. */
  readonly networks: readonly string[]
  /** What opens it, as https://t.me/name. */
  readonly botUrl: string
  /** What the messenger proves itself with. */
  readonly webhookSecret: string
}

/** The video service whose rooms remote visits are held in. */
export interface JitsiConfig {
  readonly baseUrl: string
  readonly appId: string
  readonly jwtSecret: string
}

/** All that the environment decides, read and checked once, by the entry points only. */
export interface Config {
  /** Postgres as the owner; the URLs of the two runtime roles are derived from it and the secret. */
  databaseUrl: string
  /** At least 32 characters. Role passwords, link keys and the keys of the engine's payloads are derived from it. */
  secret: string
  /** What the secret was before: opens what was sealed then, seals nothing. */
  oldSecrets: readonly string[]
  /** `host:port` */
  temporalAddress: string
  /** The owner's URLs of the engine's own databases, where it keeps its state in Postgres: only backups read them. */
  temporalDatabaseUrls: readonly string[]
  temporalNamespace: string
  host: string
  port: number
  /** The listener for incoming letters. */
  smtpPort: number
  /** Connections to it begin with a PROXY header, so only a proxy may reach it. */
  smtpProxyProtocol: boolean
  /** Whose `X-Forwarded-For` is believed: addresses, networks, or one of the words for them. */
  trustedProxies: readonly string[]
  /** How long the API, told to stop, sends a proxy to other instances before it closes. */
  drainMs: number
  /** Where outgoing letters go. */
  smtpUrl: string
  /** What people have in the address bar, without a slash at the end; links in letters begin with it. */
  publicUrl: string
  /** The sender of letters that belong to no organization, as `Vekha <no-reply@example.ru>`. */
  mailFrom: string
  /** Demo organizations, accounts and outbox. Never in production. */
  demo: boolean
  /** Undefined where no SMS can be sent. */
  smsc: SmscConfig | undefined
  /** What the provider signs its pushes with; none are taken without. */
  smscPushSecret: string | undefined
  /** Undefined where messages go to no messenger. */
  telegram: TelegramConfig | undefined
  /** Where the built-in chats are; set only where ops started them. */
  chatsUrl: string | undefined
  /** Undefined where a page of our own stands in for the room. */
  jitsi: JitsiConfig | undefined
  /** The directory of the built-in phones; set only where ops started them. */
  phonesDir: string | undefined
  /** The directory of the built-in outbox; set only where ops started it. */
  outboxDir: string | undefined
  /** Where the ends of the audit chains are written down outside the database. */
  anchorDir: string | undefined
  /** Where backups are kept; `.data/backups` when unset. */
  backupDir: string | undefined
  logLevel: LogLevel
  production: boolean
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The environment is wrong; the message lists every name with what is wrong about it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const portNumber = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1–65535')
  .max(65_535, 'must be 1–65535')

function urlOf(protocols: readonly string[], example: string): z.ZodType<string> {
  return z
    .string(`is missing; for example ${example}`)
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must be a URL like ${example}`)
}

/** Values separated by commas; an empty one counts as none. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
const databaseUrl = urlOf(['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/vekha')

const networkWords: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal'])

/** An address, a network as 10.1.0.0/16, or a word for some of them. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return networkWords.has(text)
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const isRange = (text: string): boolean => text.includes('/') && isNetwork(text)
const isSmscUrl = (env: unknown): boolean =>
  typeof env === 'object' && env !== null && 'SMSC_URL' in env && typeof env.SMSC_URL === 'string'

const variables = z
  .object({
    DATABASE_URL: databaseUrl,
    VEKHA_SECRET: z.string('is missing; make one with `openssl rand -base64 48` and keep it').min(32, 'must have at least 32 characters'),
    VEKHA_OLD_SECRETS: list.refine(
      (secrets) => secrets.every((one) => one.length >= 32),
      'must hold secrets of at least 32 characters, separated by commas',
    ),
    TEMPORAL_ADDRESS: z
      .string('is missing; for example localhost:7233')
      .regex(/^[^\s/:]+:\d{1,5}$/, 'must be host:port, for example localhost:7233'),
    TEMPORAL_DATABASE_URLS: list.refine(
      (urls) => urls.every((one) => databaseUrl.safeParse(one).success),
      'must hold URLs like postgres://owner:password@host:5432/temporal, separated by commas',
    ),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    HOST: z.string().default('127.0.0.1'),
    PORT: portNumber.default(3000),
    SMTP_PORT: portNumber.default(2525),
    SMTP_PROXY_PROTOCOL: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
    TRUSTED_PROXIES: list
      .prefault('loopback')
      .refine(
        (networks) => networks.every(isNetwork),
        'must hold addresses, networks as 10.1.0.0/16, or loopback, linklocal, uniquelocal, separated by commas',
      ),
    DRAIN_MS: z.coerce
      .number('must be a number of milliseconds')
      .int('must be whole milliseconds')
      .min(0, 'must be 0–30000')
      .max(30_000, 'must be 0–30000')
      .default(0),
    SMTP_URL: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.ru:587'),
    PUBLIC_URL: urlOf(['http:', 'https:'], 'https://vekha.example.ru').optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^@\s<>]+@[^@\s<>]+$|^[^<>\n]+<[^@\s<>]+@[^@\s<>]+>$/, 'must be an address or `Name <address>`')
      .optional(),
    SMSC_URL: urlOf(['http:', 'https:'], 'https://smsc.ru/sys/').default('https://smsc.ru/sys/'),
    SMSC_LOGIN: z.string().default(''),
    SMSC_PASSWORD: z.string().optional(),
    SMSC_SENDER: z
      .string()
      .regex(/^(?:[\w .-]{1,11}|\d{1,15})$/u, 'must have at most 11 Latin letters or 15 digits')
      .optional(),
    SMSC_NETWORKS: list.refine((networks) => networks.every(isRange), 'must hold networks as 10.1.0.0/16, separated by commas'),
    SMSC_PUSH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    SMSC_LOW_BALANCE: z.coerce.number('must be a number of rubles').min(0, 'must not be negative').default(500),
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]{20,}$/u, 'must be a token as @BotFather gives it, 123456:ABC…')
      .optional(),
    TELEGRAM_BOT_URL: urlOf(['https:', 'http:'], 'https://t.me/vekha_bot').optional(),
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{16,256}$/u, 'must be 16 to 256 of A-Z, a-z, 0-9, _ and -')
      .optional(),
    TELEGRAM_API_URL: urlOf(['https:', 'http:'], 'https://api.telegram.org').default('https://api.telegram.org'),
    TELEGRAM_NETWORKS: list.refine((networks) => networks.every(isRange), 'must hold networks as 10.1.0.0/16, separated by commas'),
    VEKHA_CHATS_URL: urlOf(['http:'], 'http://127.0.0.1:2800').optional(),
    JITSI_BASE_URL: urlOf(['https:'], 'https://meet.example.ru').optional(),
    JITSI_APP_ID: z.string().min(1).default('vekha'),
    JITSI_JWT_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    VEKHA_PHONES_DIR: z.string().optional(),
    VEKHA_DEMO: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
    VEKHA_OUTBOX_DIR: z.string().optional(),
    VEKHA_ANCHOR_DIR: z.string().optional(),
    VEKHA_BACKUP_DIR: z.string().optional(),
    LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
    NODE_ENV: z.string().optional(),
  })
  .refine((env) => !(env.VEKHA_DEMO === '1' && env.NODE_ENV === 'production'), {
    path: ['VEKHA_DEMO'],
    // Also when another name is wrong: all is listed at once.
    when: () => true,
    error: 'must be 0 when NODE_ENV is production: demo accounts have known passwords',
  })
  .refine((env) => env.SMSC_LOGIN === '' || env.SMSC_PASSWORD !== undefined, {
    path: ['SMSC_PASSWORD'],
    when: () => true,
    error: 'is missing; SMSC_LOGIN has one',
  })
  .refine(
    (env) =>
      new Set([env.TELEGRAM_BOT_TOKEN, env.TELEGRAM_BOT_URL, env.TELEGRAM_WEBHOOK_SECRET].map((one) => one === undefined)).size === 1,
    {
      path: ['TELEGRAM_BOT_TOKEN'],
      when: () => true,
      error: ', TELEGRAM_BOT_URL and TELEGRAM_WEBHOOK_SECRET are set all or none',
    },
  )
  .refine((env) => (env.JITSI_BASE_URL === undefined) === (env.JITSI_JWT_SECRET === undefined), {
    path: ['JITSI_JWT_SECRET'],
    when: () => true,
    error: 'and JITSI_BASE_URL are set both or neither: the server lets in only whom we sign for',
  })
  .refine((env) => env.SMSC_URL.startsWith('https:') || env.SMSC_NETWORKS.length > 0, {
    path: ['SMSC_URL'],
    // A URL that is none has its own line.
    when: ({ value }) => isSmscUrl(value),
    error: 'must be https, unless SMSC_NETWORKS names the network of a gateway of your own: the password goes there',
  })

function telegramOf(data: z.infer<typeof variables>): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_BOT_URL: botUrl, TELEGRAM_WEBHOOK_SECRET: webhookSecret, TELEGRAM_API_URL: apiUrl } = data
  return token === undefined || botUrl === undefined || webhookSecret === undefined
    ? undefined
    : { token, apiUrl, networks: data.TELEGRAM_NETWORKS, botUrl, webhookSecret }
}

/**
 * Reads the environment. An empty variable counts as unset.
 * @throws ConfigError listing every wrong or missing name at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const read = variables.safeParse(set)
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
    throw new ConfigError(`The environment is not right:\n${lines.join('\n')}\nSee .env.example for every name.`)
  }
  const { data } = read
  const publicUrl = (data.PUBLIC_URL ?? `http://localhost:${String(data.PORT)}`).replace(/\/+$/, '')
  return {
    databaseUrl: data.DATABASE_URL,
    secret: data.VEKHA_SECRET,
    oldSecrets: data.VEKHA_OLD_SECRETS,
    temporalAddress: data.TEMPORAL_ADDRESS,
    temporalDatabaseUrls: data.TEMPORAL_DATABASE_URLS,
    temporalNamespace: data.TEMPORAL_NAMESPACE,
    host: data.HOST,
    port: data.PORT,
    smtpPort: data.SMTP_PORT,
    smtpProxyProtocol: data.SMTP_PROXY_PROTOCOL === '1',
    trustedProxies: data.TRUSTED_PROXIES,
    drainMs: data.DRAIN_MS,
    smtpUrl: data.SMTP_URL,
    publicUrl,
    mailFrom: data.MAIL_FROM ?? `Vekha <no-reply@${new URL(publicUrl).hostname}>`,
    smsc:
      data.SMSC_PASSWORD === undefined
        ? undefined
        : {
            url: data.SMSC_URL,
            login: data.SMSC_LOGIN,
            password: data.SMSC_PASSWORD,
            sender: data.SMSC_SENDER,
            networks: data.SMSC_NETWORKS,
            lowBalanceKopecks: Math.round(data.SMSC_LOW_BALANCE * 100),
          },
    smscPushSecret: data.SMSC_PUSH_SECRET,
    telegram: telegramOf(data),
    chatsUrl: data.VEKHA_CHATS_URL,
    jitsi:
      data.JITSI_BASE_URL === undefined || data.JITSI_JWT_SECRET === undefined
        ? undefined
        : { baseUrl: data.JITSI_BASE_URL, appId: data.JITSI_APP_ID, jwtSecret: data.JITSI_JWT_SECRET },
    phonesDir: data.VEKHA_PHONES_DIR,
    demo: data.VEKHA_DEMO === '1',
    outboxDir: data.VEKHA_OUTBOX_DIR,
    anchorDir: data.VEKHA_ANCHOR_DIR,
    backupDir: data.VEKHA_BACKUP_DIR,
    logLevel: data.LOG_LEVEL,
    production: data.NODE_ENV === 'production',
  }
}
