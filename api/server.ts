import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import Fastify, { LogController } from 'fastify'
import type { FastifyInstance } from 'fastify'
import type { Readiness } from '../services/system/ready.ts'
import type { ApiDeps } from './deps.ts'
import type { Draining } from './hooks/draining.ts'
import { sendElsewhere } from './hooks/draining.ts'
import { answerErrors, sendFailure, statusOfError } from './hooks/errors.ts'
import { headersOfNoRoute, secureHeaders } from './hooks/headers.ts'
import { checkOrigin } from './hooks/origin.ts'
import { loggerOptions } from './log.ts'
import { addMetrics } from './metrics.ts'
import { addConsole } from './rest/console.ts'
import { addCalendarFeed } from './rest/calendar-feed.ts'
import { addExport } from './rest/export.ts'
import { addFiles } from './rest/files.ts'
import { addGuest } from './rest/guest.ts'
import { addHealth } from './rest/health.ts'
import { addPublicForm } from './rest/public-form.ts'
import { addRequester } from './rest/requester.ts'
import { addTrpc } from './rest/trpc.ts'
import { appRouter } from './router.ts'

/** What a module adds to the server besides the router: its own routes. */
export type RestPlugin = (app: FastifyInstance, deps: ApiDeps) => void | Promise<void>

export interface ServerOptions {
  readonly logLevel: string
  /** The built pages. */
  readonly webDir: string
  readonly metricsToken: string
  readonly readiness: () => Promise<Readiness>
  readonly plugins: readonly RestPlugin[]
  /** Whose `X-Forwarded-For` is believed: addresses, networks, `loopback`. This machine's alone when left out. */
  readonly trustedProxies?: readonly string[]
  /** Never when left out. */
  readonly draining?: Draining
  /** Told of every route, as it is mounted. */
  readonly onRoute?: (route: { readonly method: string | readonly string[]; readonly url: string }) => void
}

const maxBodyBytes = 1024 * 1024
/** The longest a browser may take to send one request: 20 MB over a bad mobile line. */
const requestTimeoutMs = 5 * 60_000
/** A client that knows it leaves a resting connection a second or two earlier: before a drain (DRAIN_MS) is over. */
const keepAliveMs = 3_000

/** The whole HTTP side, ready to listen or to be injected into. */
export async function buildServer(deps: ApiDeps, options: ServerOptions): Promise<FastifyInstance> {
  const logger = loggerOptions(options.logLevel)
  const app = Fastify({
    ...(logger === undefined ? {} : { logger }),
    // One line for each answer is written by the metrics' hook, without the query.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    trustProxy: [...(options.trustedProxies ?? ['loopback'])],
    routerOptions: { maxParamLength: 2_000 },
    // What still comes over an open connection is answered, and the connection closed after it.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) =>
      void sendFailure(request, headersOfNoRoute(request, reply, deps.publicUrl), error, statusOfError(error)),
  })
  if (options.onRoute) app.addHook('onRoute', options.onRoute)
  answerErrors(app)
  await app.register(cookie)
  await secureHeaders(app, deps.publicUrl, deps.video?.origin)
  if (options.draining) sendElsewhere(app, options.draining)
  checkOrigin(app, deps.publicUrl)
  addMetrics(app, deps, { token: options.metricsToken, procedures: new Set(Object.keys(appRouter._def.procedures)) })
  addHealth(app, options.readiness)
  await addTrpc(app, deps)
  await addFiles(app, deps)
  addExport(app, deps)
  addCalendarFeed(app, deps)
  await addRequester(app, deps)
  await addGuest(app, deps)
  await addPublicForm(app, deps)
  for (const plugin of options.plugins) await plugin(app, deps)
  await addConsole(app, options.webDir)
  // Live connections never end by themselves.
  app.addHook('preClose', async () => deps.live.close())
  return app
}
