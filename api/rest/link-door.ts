import '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { openLink, visitorBy } from '../../services/links/visitor.ts'
import type { Door, Visitor } from '../../services/links/visitor.ts'
import { notFound } from '../../services/problem.ts'
import type { ApiDeps } from '../deps.ts'

const token = z.object({ token: z.string().min(1).max(200) })

/** A request to one link's own addresses. */
export interface OfLink {
  readonly Params: { readonly link: string }
}

/** The way in by the private links of one party, whose page is at `/<page>`. */
export interface LinkDoor {
  /** `POST /<page>/api/open`: exchanges a token for a cookie of this link's own addresses. */
  addOpening(scope: FastifyInstance): void
  /** Who is behind a request: its address names the link, its cookie proves it. @throws Problem NotFound */
  visitorOf(request: FastifyRequest<OfLink>, requestId?: string): Promise<Visitor>
  /** The same for one who changes something, with the engine to do it with. @throws Problem NotFound, TooMany */
  actingVisitor(request: FastifyRequest<OfLink>, requestId: string): Promise<{ visitor: Visitor; engine: ApiDeps['engine'] }>
}

export function linkDoor(deps: ApiDeps, page: 'r' | 'v', party: Door['party']): LinkDoor {
  const secure = deps.publicUrl.startsWith('https:')
  const cookieName = secure ? '__Secure-vekha-link' : 'vekha-link'
  const door = (): Door => ({ db: deps.db, now: deps.now(), party })
  const visitorOf: LinkDoor['visitorOf'] = async (request, requestId) => {
    const link = z.uuid().safeParse(request.params.link)
    const kept = request.cookies[cookieName]
    if (!link.success || kept === undefined) throw notFound()
    return visitorBy(door(), { linkId: link.data, token: kept, requestId })
  }
  return {
    visitorOf,
    async actingVisitor(request, requestId) {
      const visitor = await visitorOf(request, requestId)
      await deps.limits.link.take(visitor.linkId)
      return { visitor, engine: deps.engine }
    },
    addOpening(scope) {
      scope.post(`/${page}/api/open`, async (request, reply) => {
        const given = token.safeParse(request.body)
        if (!given.success) throw notFound()
        const { linkId } = await openLink(door(), given.data.token)
        // Only this link's own addresses get the cookie, so that several links live in one browser.
        const flags = { httpOnly: true, sameSite: 'strict', secure, path: `/${page}/api/${linkId}` } as const
        return reply.setCookie(cookieName, given.data.token, flags).send({ link: linkId })
      })
    },
  }
}
