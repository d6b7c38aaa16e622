import { z } from 'zod'
import type { FastifyInstance } from 'fastify'

type Fields = Readonly<Record<string, string>>

/** Reads and keeps one push of the provider; given by the composition root. */
export interface SmscHook {
  /** False for one that is not signed with the secret. */
  receive(fields: Fields): Promise<boolean>
}

const path = '/hooks/smsc'
const maxBodyBytes = 16 * 1024
const flat = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** The scalars of a query, a form or a JSON object, as text. */
function fieldsOf(given: unknown): Fields {
  const read = flat.safeParse(given)
  return read.success ? Object.fromEntries(Object.entries(read.data).map(([name, value]) => [name, String(value)])) : {}
}

/**
 * `/hooks/smsc`: the SMS provider tells where a message is. What it says of messages that are not ours is answered like the rest, or
 * it would be told again and again; a wrong signature is 403.
 */
export async function addSmscHook(app: FastifyInstance, hook: SmscHook): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: maxBodyBytes },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    scope.route({
      method: ['GET', 'POST'],
      url: path,
      bodyLimit: maxBodyBytes,
      handler: async (request, reply) => {
        const taken = await hook.receive({ ...fieldsOf(request.query), ...fieldsOf(request.body) })
        return reply
          .code(taken ? 200 : 403)
          .type('text/plain')
          .send(taken ? 'OK' : 'The signature is wrong: check the secret of the handler')
      },
    })
  })
}
