import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../../services/problem.ts'
import { openFeed } from '../../services/system/calendar-feed.ts'
import { feedText } from '../../services/visit/feed.ts'
import type { ApiDeps } from '../deps.ts'

const longestToken = 100

/**
 * `GET /feed/:file`, the file a secret and `.ics`: somebody's visits for a calendar program, which has no session. A wrong and a
 * revoked secret are answered alike. Unchanged since the program's copy, it is not sent again.
 */
export function addCalendarFeed(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Params: { file: string } }>('/feed/:file', async (request, reply) => {
    const [, token] = /^([\w-]+)\.ics$/.exec(request.params.file) ?? []
    const now = deps.now()
    const feed = token === undefined || token.length > longestToken ? undefined : await openFeed(deps.db, token, now)
    if (!feed) throw notFound()
    const { tenantId, user } = feed
    const actor = { kind: 'staff', id: user.id, name: user.name, roles: user.roles } as const
    const ctx = { db: deps.db, tenantId, actor, lang: user.lang, now, requestId: request.id }
    const text = await feedText({ ctx, publicUrl: deps.publicUrl })
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
    void reply.headers({ etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' })
    const known = request.headers['if-none-match']?.split(/\s*,\s*/).map((one) => one.replace(/^W\//, ''))
    if (known?.includes(etag) === true) return reply.code(304).send()
    return reply.headers({ 'content-type': 'text/calendar; charset=utf-8' }).send(text)
  })
}
