import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../../services/problem.ts'

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

const foreign = (): Problem =>
  new Problem('Forbidden', {
    ru: 'Запрос пришёл с чужой страницы и не выполнен. Откройте Веху заново.',
    en: 'The request came from a foreign page and was not carried out. Open Vekha again.',
  })

/**
 * True when a request that changes something comes from our own page. Browsers send Origin with every POST: without
 * it only a program is believed, which has no cookies of somebody else.
 */
function isOwn(request: FastifyRequest, publicOrigin: string): boolean {
  const { origin, cookie, 'sec-fetch-site': site } = request.headers
  if (site === 'cross-site' || site === 'same-site') return false
  if (origin === undefined) return cookie === undefined || site === 'same-origin'
  if (origin === publicOrigin) return true
  if (!URL.canParse(origin)) return false
  const { host, protocol } = new URL(origin)
  // Where we are reached by https, a page of the same name over http may be anybody's on the way.
  return host === request.headers.host && (protocol === 'https:' || publicOrigin.startsWith('http:'))
}

/** Refuses changes that another site's page asks for with a person's cookies. */
export function checkOrigin(app: FastifyInstance, publicUrl: string): void {
  const publicOrigin = new URL(publicUrl).origin
  app.addHook('onRequest', async (request) => {
    if (!safe.has(request.method) && !isOwn(request, publicOrigin)) throw foreign()
  })
}
