import type { Database } from '../../db/client.ts'
import { Problem } from '../problem.ts'
import type { RateLimits } from '../system/rate-limits.ts'
import { createSession, findCandidate } from '../system/sessions.ts'
import { maxPasswordLength, passwordFits } from './password.ts'
import type { DeviceTokens } from './token.ts'
import { newSessionToken, sessionTokenHash } from './token.ts'

export interface LoginInput {
  readonly email: string
  readonly password: string
  /** The slug of one of several organizations. */
  readonly organization?: string | undefined
}

/** What the browser said besides its input. */
export interface LoginFrom {
  readonly address: string
  readonly deviceCookie: string | undefined
  readonly sessionCookie: string | undefined
}

export type LoggedIn =
  | { readonly kind: 'choose'; readonly choose: readonly { readonly slug: string; readonly name: string }[] }
  | { readonly kind: 'in'; readonly token: string; readonly device: string; readonly expiresAt: Date }

const wrong = (): Problem => new Problem('NotSignedIn', { ru: 'Неверная почта или пароль.', en: 'The e-mail or the password is wrong.' })
const noOrganization = (): Problem =>
  new Problem('Forbidden', {
    ru: 'У вас нет доступа к этой организации. Обратитесь к её администратору.',
    en: 'You have no access to this organization. Ask its administrator.',
  })

/**
 * Signs a member of staff in. The answer and its time are the same for a wrong password, an unknown address and a
 * disabled person.
 * @throws Problem NotSignedIn, TooMany, Forbidden
 */
export async function login(options: {
  readonly db: Database
  readonly limits: RateLimits
  readonly devices: DeviceTokens
  readonly now: Date
  readonly requestId: string
  readonly from: LoginFrom
  readonly input: LoginInput
}): Promise<LoggedIn> {
  const { db, limits, devices, now, requestId, from, input } = options
  const email = input.email.trim().toLowerCase()
  const device = devices.read(from.deviceCookie, email)
  // Counted before the costly hash. A known browser has tries of its own, so a guesser locks nobody out.
  const tries =
    device === undefined
      ? [
          { limit: limits.address, key: from.address },
          { limit: limits.account, key: email },
          { limit: limits.accountDay, key: email },
        ]
      : [{ limit: limits.device, key: device }]
  for (const { limit, key } of tries) await limit.take(key)
  if (input.password.length > maxPasswordLength) throw wrong()
  const giveBack = async (): Promise<void> => {
    for (const { limit, key } of tries) await limit.giveBack(key)
  }
  const candidate = await findCandidate(db, email)
  const fits = await passwordFits(input.password, candidate?.passwordHash).catch(async (error: unknown) => {
    // Sent away by the crowd, a password was not looked at.
    await giveBack()
    throw error
  })
  if (!candidate || !fits || candidate.disabled) throw wrong()
  await giveBack()
  const [first, second] = candidate.organizations
  if (!first) throw noOrganization()
  if (second && input.organization === undefined)
    return { kind: 'choose', choose: candidate.organizations.map(({ slug, name }) => ({ slug, name })) }
  const chosen = input.organization === undefined ? first : candidate.organizations.find((one) => one.slug === input.organization)
  if (!chosen) throw noOrganization()
  const token = newSessionToken()
  const expiresAt = await createSession(db, {
    tokenHash: sessionTokenHash(token),
    previousHash: from.sessionCookie === undefined ? undefined : sessionTokenHash(from.sessionCookie),
    user: candidate,
    tenantId: chosen.id,
    now,
    requestId,
  })
  return { kind: 'in', token, device: devices.issue(email), expiresAt }
}
