import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../../services/problem.ts'

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

const foreign = (): Problem =>
  new Problem('Forbidden', {
    ru: 'Запрос пришёл с чужой страницы и не выполнен. Откройте Веху заново.',
    en: 'The request came from a foreign page and was not carried out. Open Vekha again.',
  })

/**
 * True when a request that changes something comes from our own page. Browsers send Origin with every POST; without
 * it and without Sec-Fetch-Site it is a program, which has no cookies of somebody else.
 */
function isOwn(request: FastifyRequest, publicOrigin: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return false
  const { origin } = request.headers
  if (origin === undefined) return true
  if (origin === publicOrigin) return true
  return URL.canParse(origin) && new URL(origin).host === request.headers.host
}

/** Refuses changes that another site's page asks for with a person's cookies. */
export function checkOrigin(app: FastifyInstance, publicUrl: string): void {
  const publicOrigin = new URL(publicUrl).origin
  app.addHook('onRequest', async (request) => {
    if (!safe.has(request.method) && !isOwn(request, publicOrigin)) throw foreign()
  })
}
