import { initTRPC } from '@trpc/server'
import { isJsonObject } from '../domain/json.ts'
import type { Role } from '../domain/roles.ts'
import { databaseProblem, Problem, forbidden } from '../services/problem.ts'
import type { ApiContext } from './context.ts'
import { verbContext } from './context.ts'
import { failureData, notSignedIn, problemOf, trpcErrorOf } from './failure.ts'

const pingMs = 15_000

const t = initTRPC.context<ApiContext>().create({
  isServer: true,
  isDev: false,
  sse: { ping: { enabled: true, intervalMs: pingMs }, client: { reconnectAfterInactivityMs: 3 * pingMs } },
  errorFormatter({ shape, error, ctx }) {
    const problem = problemOf(error, shape.data.httpStatus)
    const data = failureData(problem, ctx?.requestId ?? '', problem ? shape.data.httpStatus : 500)
    return { code: shape.code, message: data.message[ctx?.lang ?? 'ru'], data }
  },
})

export const { router } = t

const processIdOf = (input: unknown): string | undefined => {
  const id = isJsonObject(input) ? input['id'] : undefined
  return typeof id === 'string' && id.length <= 40 ? id : undefined
}

/** Every call: one line in the log, expected failures with their status, defects logged whole and shown bare. */
const base = t.procedure.use(async ({ ctx, path, type, next, getRawInput }) => {
  const startedAtMs = performance.now()
  const result = await next()
  const fields = {
    path,
    type,
    processId: processIdOf(await getRawInput().catch(() => undefined)),
    ms: Math.round(performance.now() - startedAtMs),
  }
  if (result.ok) {
    ctx.log.info(fields, 'called')
    return result
  }
  const { error } = result
  const problem = error.cause instanceof Problem ? error.cause : databaseProblem(error.cause)
  if (problem) {
    const { code, refusal } = problem
    if (code === 'NotConfirmed' || code === 'Unavailable') ctx.log.warn({ ...fields, code, err: problem.cause }, 'not confirmed')
    else ctx.log.info({ ...fields, code, refusal }, 'refused')
    throw trpcErrorOf(problem)
  }
  if (error.code === 'INTERNAL_SERVER_ERROR') ctx.log.error({ ...fields, err: error.cause ?? error }, 'failed')
  else ctx.log.info({ ...fields, code: error.code }, 'refused')
  return result
})

/** For everybody, signed in or not. */
export const open = base

/** For staff: `ctx.verb` is what the services see, `ctx.session` who asks. */
export const signedIn = base.use(({ ctx, batchIndex, next }) => {
  const { session } = ctx
  if (!session) throw notSignedIn()
  // Calls of one batch share their HTTP request; each gets a request id of its own.
  const requestId = `${ctx.requestId}/${String(batchIndex)}`
  return next({ ctx: { session, verb: verbContext(ctx.deps, session, requestId) } })
})

/** For staff with one of the roles. The verbs check rights themselves; this spares them the rest. */
export const withRoles = (...roles: readonly Role[]) =>
  signedIn.use(({ ctx, next }) => {
    if (!ctx.session.user.roles.some((role) => roles.includes(role))) throw forbidden()
    return next()
  })
