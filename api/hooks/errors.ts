import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { askedLang } from '../context.ts'
import { failureData, problemOf, retryAfter } from '../failure.ts'

/** The same shape as tRPC's own errors, so that a client reads one. */
export function sendFailure(request: FastifyRequest, reply: FastifyReply, error: unknown, frameworkStatus: number): FastifyReply {
  const problem = problemOf(error, frameworkStatus)
  // A status of the framework's own, as 405 and 415, says more than the code.
  const data = failureData(problem, request.id, frameworkStatus < 500 ? frameworkStatus : undefined)
  const message = data.message[askedLang(request.headers['accept-language'])]
  return reply
    .code(data.httpStatus)
    .headers(retryAfter(data))
    .send({ error: { code: -32_600, message, data } })
}

export const statusOfError = (error: FastifyError): number =>
  typeof error.statusCode === 'number' && error.statusCode >= 400 ? error.statusCode : 500

/** Answers errors outside tRPC: expected ones in words, defects with nothing but the request id. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, statusOfError(error))
    if (problem) request.log.info({ code: problem.code }, 'refused')
    else request.log.error({ err: error }, 'failed')
    return sendFailure(request, reply, error, statusOfError(error))
  })
}
