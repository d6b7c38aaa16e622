import type { FastifyInstance } from 'fastify'
import { Problem } from '../../services/problem.ts'
import { sendFailure } from './errors.ts'

/** Set once this instance is about to stop. */
export interface Draining {
  on: boolean
}

/** A proxy sends it with what was refused with 421 before. */
const askedBefore = 'x-asked-before'
/** Misdirected: nothing was done, so whatever the method another instance may be asked (RFC 9110, 15.5.20). */
export const misdirected = 421

const stopping = (): Problem =>
  new Problem('Unavailable', {
    ru: 'Сервер перезапускается. Повторите через несколько секунд.',
    en: 'The server is restarting. Try again in a few seconds.',
  })

/**
 * While the instance drains, sends the proxy to another one. What comes a second time is answered as ever: there may
 * be no other. `/healthz` stays, for the process does answer. Every answer closes its connection, so that no request is
 * on one that the stop closes.
 */
export function sendElsewhere(app: FastifyInstance, draining: Draining): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!draining.on || request.headers[askedBefore] !== undefined || request.routeOptions.url === '/healthz') return undefined
    return sendFailure(request, reply, stopping(), misdirected)
  })
  app.addHook('onSend', async (_request, reply) => {
    if (draining.on) void reply.header('connection', 'close')
  })
}
