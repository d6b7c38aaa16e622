import type { Database } from '../../db/client.ts'
import { wrongField } from '../problem.ts'
import type { RateLimits } from '../system/rate-limits.ts'
import { passwordHashOf, replacePassword } from '../system/sessions.ts'
import type { SignedIn } from '../system/sessions.ts'
import { checkNewPassword, hashPassword, maxPasswordLength, passwordFits } from './password.ts'

/**
 * Changes one's own password and ends one's other sessions.
 * @throws Problem BadInput, TooMany
 */
export async function changePassword(options: {
  readonly db: Database
  readonly limits: RateLimits
  readonly session: SignedIn
  readonly now: Date
  readonly requestId: string
  readonly input: { readonly current: string; readonly password: string }
}): Promise<void> {
  const { db, limits, session, now, requestId, input } = options
  const key = `change:${session.user.id}`
  await limits.device.take(key)
  const stored = await passwordHashOf(db, session.user.id)
  const fits = input.current.length <= maxPasswordLength && (await passwordFits(input.current, stored))
  if (!fits) {
    const message = { ru: 'Текущий пароль неверен', en: 'The current password is wrong' }
    throw wrongField('current', message)
  }
  checkNewPassword(input.password, session.user.email)
  await limits.device.giveBack(key)
  await replacePassword(db, session, await hashPassword(input.password), now, requestId)
}
