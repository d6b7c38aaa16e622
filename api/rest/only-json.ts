import type { FastifyInstance } from 'fastify'
import { sendFailure } from '../hooks/errors.ts'

/** Refuses a body that is not JSON: other types can be sent by a plain form of another site. */
export function onlyJson(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request, reply) => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (request.method === 'POST' && type !== 'application/json') return sendFailure(request, reply, undefined, 415)
    return undefined
  })
}
