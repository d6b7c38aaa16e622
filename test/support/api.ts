import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../../api/deps.ts'
import { buildServer } from '../../api/server.ts'
import type { RestPlugin } from '../../api/server.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { createLiveHub } from '../../services/live/hub.ts'
import { createDeviceTokens } from '../../services/session/token.ts'
import { listenLive } from '../../services/system/listen.ts'
import { openRateLimits } from '../../services/system/rate-limits.ts'
import { createReadiness } from '../../services/system/ready.ts'
import { testDatabase } from './database.ts'
import { memoryBackups } from './memory-backups.ts'
import { testTemporalAddress } from './requirements.ts'

export const testMetricsToken = 'metrics-token-of-the-tests'

export interface TestApi {
  readonly app: FastifyInstance
  readonly db: Database
  readonly deps: ApiDeps
  /** The database's owner, who may do what the product may not. */
  readonly ownerUrl: string
  /** Every mounted route as `GET /healthz`. */
  readonly routes: ReadonlySet<string>
  /** Moves the API's clock. */
  advance(ms: number): void
  close(): Promise<void>
}

/** Takes every letter and keeps none; no SMS can be sent. */
export const nowhere: ApiDeps['outgoing'] = { mail: { send: async () => ({ kind: 'sent' }) }, sms: undefined, telegram: undefined }

/** The whole HTTP side over a database of its own and the run's engine, to be injected into or listened to. */
export async function testApi(
  options: {
    readonly publicUrl?: string
    readonly webDir?: string
    readonly engine?: ApiDeps['engine']
    readonly maxConnections?: number
    readonly backups?: ApiDeps['backups']
    readonly plugins?: readonly RestPlugin[]
    readonly video?: ApiDeps['video']
    readonly outgoing?: ApiDeps['outgoing']
  } = {},
): Promise<TestApi> {
  const database = await testDatabase()
  const db = openDatabase({
    ownerUrl: database.ownerUrl,
    secret: database.secret,
    maxConnections: options.maxConnections ?? 10,
    onError: () => undefined,
  })
  const engine = openTemporalEngine({ address: testTemporalAddress(), namespace: 'default', keys: payloadKeys(database.secret) })
  const live = createLiveHub()
  let offsetMs = 0
  const deps: ApiDeps = {
    db,
    engine: options.engine ?? engine,
    live,
    limits: openRateLimits(db),
    devices: createDeviceTokens(database.secret),
    anchors: undefined,
    chats: undefined,
    video: options.video,
    backups: options.backups ?? memoryBackups(),
    outgoing: options.outgoing ?? nowhere,
    publicUrl: options.publicUrl ?? 'http://localhost:3000',
    now: () => new Date(Date.now() + offsetMs),
  }
  const routes = new Set<string>()
  const app = await buildServer(deps, {
    logLevel: 'silent',
    webDir: options.webDir ?? '/nowhere',
    metricsToken: testMetricsToken,
    readiness: createReadiness(db, engine),
    plugins: options.plugins ?? [],
    onRoute: ({ method, url }) => {
      for (const one of [method].flat()) routes.add(`${one} ${url}`)
    },
  })
  const listening = listenLive(db, { message: live.receive, gap: live.gap, broken: () => undefined })
  return {
    app,
    db,
    deps,
    ownerUrl: database.ownerUrl,
    routes,
    advance: (ms) => {
      offsetMs += ms
    },
    async close() {
      await app.close()
      await listening.stop()
      await Promise.all([engine.close(), db.close()])
      await database.drop()
    },
  }
}
