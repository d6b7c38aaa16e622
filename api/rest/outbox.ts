import type { FastifyInstance } from 'fastify'

interface OutboxRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}
interface OutboxAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

const basePath = '/outbox'
const maxFormBytes = 256 * 1024

/** The demo's outside mailbox at `/outbox`. It shows every letter to everybody, so only the demo mounts it. */
export async function addOutbox(app: FastifyInstance, respond: (request: OutboxRequest) => Promise<OutboxAnswer>): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: maxFormBytes },
      (_request, body, done) => done(null, body),
    )
    scope.route({
      method: ['GET', 'POST'],
      url: `${basePath}/*`,
      handler: async (request, reply) => {
        const url = new URL(request.url, 'http://localhost')
        const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
        const path = url.pathname.slice(basePath.length).replace(/^\/$/, '')
        const answer = await respond({ method: request.method, path, query: url.searchParams, form })
        return reply.code(answer.status).headers(answer.headers).send(answer.body)
      },
    })
    scope.get(basePath, async (request, reply) => {
      const answer = await respond({
        method: 'GET',
        path: '',
        query: new URL(request.url, 'http://localhost').searchParams,
        form: new URLSearchParams(),
      })
      return reply.code(answer.status).headers(answer.headers).send(answer.body)
    })
  })
}
