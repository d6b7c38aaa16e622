import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { Lang } from '../domain/label.ts'
import type { Ctx } from '../services/context.ts'
import { sessionTokenHash } from '../services/session/token.ts'
import type { Staff } from '../services/staff-only.ts'
import { findSession } from '../services/system/sessions.ts'
import type { SignedIn } from '../services/system/sessions.ts'
import { cookiesOf } from './cookies.ts'
import type { Cookies } from './cookies.ts'
import type { ApiDeps } from './deps.ts'

/** What every procedure sees of its request. */
export interface ApiContext {
  readonly deps: ApiDeps
  readonly session: SignedIn | undefined
  readonly cookies: Cookies
  readonly lang: Lang
  /** Of the HTTP request; in every answer's `x-request-id` and in the log. */
  readonly requestId: string
  readonly address: string
  readonly log: FastifyBaseLogger
}

/** The language of somebody not signed in: what the browser asks for first. */
export const askedLang = (header: string | undefined): Lang => (/^\s*en\b/i.test(header ?? '') ? 'en' : 'ru')

export async function apiContext(deps: ApiDeps, request: FastifyRequest, reply: FastifyReply): Promise<ApiContext> {
  const cookies = cookiesOf(request, reply, deps.publicUrl)
  const session =
    cookies.session === undefined ? undefined : await findSession(deps.db, sessionTokenHash(cookies.session), deps.now(), true)
  return {
    deps,
    session,
    cookies,
    lang: session?.user.lang ?? askedLang(request.headers['accept-language']),
    requestId: request.id,
    address: request.ip,
    log: request.log,
  }
}

/** The member of staff behind a session. */
export const staffOf = ({ user: { id, name, roles, standsFor } }: SignedIn): Staff => ({
  kind: 'staff',
  id,
  name,
  roles,
  ...(standsFor.length > 0 ? { standsFor } : {}),
})

/** What the services see of a signed-in person's request. */
export function verbContext(deps: ApiDeps, session: SignedIn, requestId: string): Ctx {
  const { user, organization } = session
  return {
    db: deps.db,
    tenantId: organization.id,
    actor: staffOf(session),
    lang: user.lang,
    ...(user.zone === null ? {} : { zone: user.zone }),
    now: deps.now(),
    requestId,
  }
}
