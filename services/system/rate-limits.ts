import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Database } from '../../db/client.ts'
import { Problem } from '../problem.ts'

export interface RateLimit {
  /** Takes one of the allowed tries. @throws Problem TooMany with `retryAfterSeconds` in its details */
  take(key: string): Promise<void>
  /** Gives a try back that turned out to be honest. */
  giveBack(key: string): Promise<void>
  /** Begins anew. */
  forget(key: string): Promise<void>
}

/** Who may try how often; counted in Postgres, so that every instance counts together. */
export interface RateLimits {
  /** Sign-ins from one address. */
  readonly address: RateLimit
  /** Sign-ins to one account from browsers that were never signed in to it. */
  readonly account: RateLimit
  /** The same over a day: a patient guesser stays below the hundred that NIST SP 800-63B allows. */
  readonly accountDay: RateLimit
  /** Sign-ins to one account from one known browser. */
  readonly device: RateLimit
  /** Files uploaded by one person. */
  readonly upload: RateLimit
  /** What one private link says and does. */
  readonly link: RateLimit
  /** Heartbeats of the browsers in the room of one private link. */
  readonly seat: RateLimit
  /** Texts that one administrator sends on trial. */
  readonly trial: RateLimit
  /** Public forms sent from one address. */
  readonly formAddress: RateLimit
  /** Public forms that name one mailbox: each sends it a letter. */
  readonly formRecipient: RateLimit
  /** Public forms to one organization. */
  readonly formOrganization: RateLimit
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  const minutes = Math.ceil(seconds / 60)
  return new Problem(
    'TooMany',
    { ru: `Слишком много попыток. Попробуйте снова через ${minutes} мин.`, en: `Too many attempts. Try again in ${minutes} min.` },
    { details: { retryAfterSeconds: seconds } },
  )
}

/** Opens the counters of the table `rate_limits`. Keys are hashed: they hold addresses of people. */
export function openRateLimits(db: Database): RateLimits {
  const limit = (name: string, points: number, durationSeconds: number): RateLimit => {
    const limiter = new RateLimiterPostgres({
      storeClient: db.systemPool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: durationSeconds,
    })
    const hashed = (key: string): string => createHash('sha256').update(key).digest('base64url')
    return {
      async take(key) {
        try {
          await limiter.consume(hashed(key))
        } catch (error) {
          if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext)
          throw error
        }
      },
      giveBack: async (key) => void (await limiter.reward(hashed(key))),
      forget: async (key) => void (await limiter.delete(hashed(key))),
    }
  }
  return {
    address: limit('login-address', 100, 900),
    account: limit('login-account', 10, 900),
    accountDay: limit('login-account-day', 100, 86_400),
    device: limit('login-device', 10, 900),
    upload: limit('upload', 200, 3600),
    link: limit('link', 60, 600),
    seat: limit('seat', 300, 600),
    trial: limit('trial', 20, 3600),
    formAddress: limit('form-address', 20, 3600),
    formRecipient: limit('form-recipient', 10, 3600),
    formOrganization: limit('form-organization', 500, 3600),
  }
}
