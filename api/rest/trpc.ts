import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import type { FastifyInstance } from 'fastify'
import { apiContext } from '../context.ts'
import type { ApiDeps } from '../deps.ts'
import { databaseProblem } from '../../services/problem.ts'
import { failureData, problemOf, problemOfStatus, retryAfter, trpcErrorOf } from '../failure.ts'
import { sendFailure } from '../hooks/errors.ts'
import { appRouter } from '../router.ts'
import type { AppRouter } from '../router.ts'

const maxBatchSize = 10
const methods: ReadonlySet<string> = new Set(['GET', 'POST'])

/** Mounts the router at `/trpc`: GET asks, POST with JSON changes, nothing else. */
export async function addTrpc(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      if (!methods.has(request.method)) return sendFailure(request, reply.header('allow', 'GET, POST'), problemOfStatus(405), 405)
      const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
      if (request.method === 'POST' && type !== 'application/json') return sendFailure(request, reply, problemOfStatus(415), 415)
      return undefined
    })
    const trpcOptions: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] = {
      router: appRouter,
      createContext: ({ req, res }) =>
        apiContext(deps, req, res).catch((error: unknown) => {
          const problem = databaseProblem(error)
          throw problem ? trpcErrorOf(problem) : error
        }),
      maxBatchSize,
      responseMeta: ({ errors }) => {
        const later = errors.map((error) => retryAfter(failureData(problemOf(error, 500), ''))).find((headers) => 'retry-after' in headers)
        return later ? { headers: later } : {}
      },
    }
    await scope.register(fastifyTRPCPlugin<AppRouter>, { prefix: '/trpc', trpcOptions })
  })
}
