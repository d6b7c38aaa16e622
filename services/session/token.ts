import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a session's cookie holds: 256 random bits (ASVS 7.2.3). */
export const newSessionToken = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a session token. Random bits of that length need no slow hash. */
export const sessionTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Device cookies: a browser that signed in as somebody is told from a guesser, who locks out only strangers (OWASP). */
export interface DeviceTokens {
  issue(email: string): string
  /** The device's id for the rate limit, or nothing when the cookie is not this person's. */
  read(cookie: string | undefined, email: string): string | undefined
}

/** The key is derived from the installation's secret, so the cookies need no table. */
export function createDeviceTokens(secret: string): DeviceTokens {
  const key = createHmac('sha256', secret).update('devices').digest()
  const sign = (nonce: string, email: string): Buffer => createHmac('sha256', key).update(`${nonce}\n${email}`).digest()
  return {
    issue(email) {
      const nonce = randomBytes(16).toString('base64url')
      return `${nonce}.${sign(nonce, email).toString('base64url')}`
    },
    read(cookie, email) {
      const [nonce, signature] = (cookie ?? '').split('.')
      if (!nonce || !signature) return undefined
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(nonce, email)
      return given.length === expected.length && timingSafeEqual(given, expected) ? nonce : undefined
    },
  }
}
