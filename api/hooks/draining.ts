import { once } from 'node:events'
import type { Server } from 'node:http'
import { Server as Listener } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
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

/** After this the door is closed at any turn. */
const longestMs = 2_000
/** A turn of the event loop in which next to nothing was done, so next to nobody can have come meanwhile. */
const idleTurnMs = 0.2
/** In this time whoever came last has asked, and what was answered last has left. */
const lastWordsMs = 1_000

/**
 * Lets nobody in any more, but whoever the system has let in already: what still waits there when a listener closes is
 * reset unheard. Node takes one connection a turn, so the moment is a short turn in which none came. An HTTP server that
 * closes breaks off connections that rest, and takes for such who has not asked yet and who is being answered: they get a
 * moment, for which only the listener is closed.
 */
export async function closeDoor(server: Server): Promise<void> {
  let came = 0
  server.on('connection', () => (came += 1))
  const begun = performance.now()
  await nextTurn()
  for (let now = performance.now(); now - begun < longestMs;) {
    const before = { came, now }
    await nextTurn()
    now = performance.now()
    if (came === before.came && now - before.now < idleTurnMs) break
  }
  const closed = once(server, 'close')
  Listener.prototype.close.call(server)
  await Promise.race([closed, sleep(lastWordsMs, undefined, { ref: false })])
}
