import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const yearSeconds = 31_536_000

/** For answers that come before any route and its hooks: an address that is none, or too long a one. */
export const headersOfNoRoute = (request: FastifyRequest, reply: FastifyReply, publicUrl: string): FastifyReply =>
  reply.headers({
    'content-security-policy': "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${String(yearSeconds)}` } : {}),
    'cache-control': 'no-store',
    'x-request-id': request.id,
  })

/** The page of a remote visit alone may use the devices, and hold the room of the video service in a frame. */
const isMeeting = (url: string | undefined): boolean => /^\/v(?:\/demo)?\/?(?:\?|$)/.test(url ?? '')

/** Strict headers: nothing from elsewhere, nothing inline, no frames; `roomOrigin` is the one that a meeting's page may frame. */
export async function secureHeaders(app: FastifyInstance, publicUrl: string, roomOrigin?: string): Promise<void> {
  const devices = roomOrigin === undefined ? '(self)' : `(self "${roomOrigin}")`
  const secure = publicUrl.startsWith('https:')
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        frameSrc: [(request) => (roomOrigin !== undefined && isMeeting(request.url) ? roomOrigin : "'none'")],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Over plain http on a laptop these two would only break the page.
    strictTransportSecurity: secure ? { maxAge: yearSeconds, includeSubDomains: false } : false,
    originAgentCluster: secure,
    crossOriginOpenerPolicy: secure ? { policy: 'same-origin' } : false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    const may = isMeeting(request.url) ? devices : '()'
    reply.header('permissions-policy', `camera=${may}, microphone=${may}, display-capture=${may}, geolocation=(), payment=()`)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
