import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The two cookies of a browser of the staff. */
export interface Cookies {
  readonly session: string | undefined
  readonly device: string | undefined
  setSession(token: string, expiresAt: Date): void
  clearSession(): void
  setDevice(token: string): void
}

const yearSeconds = 365 * 24 * 3600

/** `__Host-` binds a cookie to the host and to https; plain http on a laptop gets plain names (ASVS 3.3). */
export const cookieNames = (secure: boolean) =>
  secure
    ? ({ session: '__Host-vekha-session', device: '__Host-vekha-device' } as const)
    : ({ session: 'vekha-session', device: 'vekha-device' } as const)

export function cookiesOf(request: FastifyRequest, reply: FastifyReply, publicUrl: string): Cookies {
  const secure = publicUrl.startsWith('https:')
  const names = cookieNames(secure)
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    session: request.cookies[names.session],
    device: request.cookies[names.device],
    setSession: (token, expiresAt) => void reply.setCookie(names.session, token, { ...flags, expires: expiresAt }),
    clearSession: () => void reply.clearCookie(names.session, flags),
    setDevice: (token) => void reply.setCookie(names.device, token, { ...flags, maxAge: yearSeconds }),
  }
}
