import type { LetterName } from '../letters/names.ts'
import { smsFor } from './sms-names.ts'

/** How somebody can be reached; empty where it is not known. */
export interface Reach {
  readonly email: string
  /** E.164. */
  readonly phone: string
}

export interface Way {
  readonly channel: 'mail' | 'sms'
  readonly address: string
}

/** How somebody will hear from us, as their page says it: by letters wherever they have an address. */
export const toldBy = ({ email, phone }: Reach): Way['channel'] => (email === '' && phone !== '' ? 'sms' : 'mail')

/** What must be seen in time goes to the phone too (processes.md § 1). */
const alsoByPhone: ReadonlySet<LetterName> = new Set(['visit.invitation', 'visit.reminder'])

/** The ways a letter goes out by, none when nobody can be reached: a letter, or an SMS in its place, or both. */
export function waysOf(letter: LetterName, { email, phone }: Reach): readonly Way[] {
  const byPhone = phone !== '' && smsFor(letter) !== undefined && (email === '' || alsoByPhone.has(letter))
  return [
    ...(email === '' ? [] : [{ channel: 'mail', address: email } as const]),
    ...(byPhone ? [{ channel: 'sms', address: phone } as const] : []),
  ]
}
