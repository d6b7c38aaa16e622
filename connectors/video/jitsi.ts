import { createHmac } from 'node:crypto'
import type { VideoPort } from './port.ts'

export interface JitsiOptions {
  readonly baseUrl: string
  /** The application that the server knows, and the secret it shares with it. */
  readonly appId: string
  readonly jwtSecret: string
  /** The installation's own: names of rooms are made from it. */
  readonly secret: string
}

/** Long enough to come back after a bad line, short enough to be of no use tomorrow. */
const tokenMs = 30 * 60_000
const clockSkewMs = 60_000

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = (ms: number): number => Math.floor(ms / 1000)

/** Jitsi Meet with token authentication (HS256), as its prosody plugin reads it. */
export function createJitsi({ baseUrl, appId, jwtSecret, secret }: JitsiOptions): VideoPort {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  const roomKey = createHmac('sha256', secret).update('rooms').digest()
  return {
    origin: base.origin,
    addressOf({ key, name, moderator, now, closesAt }) {
      const room = `vekha-${createHmac('sha256', roomKey).update(key).digest('hex').slice(0, 40)}`
      const claims = {
        ...{ aud: 'jitsi', iss: appId, sub: base.hostname, room, moderator },
        ...{ nbf: seconds(now - clockSkewMs), exp: seconds(Math.min(closesAt, now + tokenMs)) },
        context: { user: { name, affiliation: moderator ? 'owner' : 'member' } },
      }
      const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
      const address = new URL(room, base)
      address.searchParams.set('jwt', `${signed}.${createHmac('sha256', jwtSecret).update(signed).digest('base64url')}`)
      // The page before has asked for the devices already.
      address.hash = 'config.prejoinConfig.enabled=false&config.prejoinPageEnabled=false'
      return address.href
    },
  }
}
