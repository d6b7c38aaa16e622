import type { LetterName } from '../letters/names.ts'
import { smsFor } from './sms-names.ts'

/** How somebody can be reached; empty where it is not known. */
export interface Reach {
  readonly email: string
  /** E.164. */
  readonly phone: string
  /** Which of the two they have a chat under, in a messenger; none when left out. */
  readonly chatAt?: string
}

export interface Way {
  readonly channel: 'mail' | 'sms' | 'telegram'
  readonly address: string
}

/** A way with those that are taken in its place, in this order, when it leads nowhere. */
export interface Route extends Way {
  readonly instead: readonly Way[]
}

/** How somebody will hear from us, as their page says it. */
export const toldBy = ({ email, phone }: Reach, inChat: boolean): Way['channel'] =>
  inChat ? 'telegram' : email === '' && phone !== '' ? 'sms' : 'mail'

/** What must be seen in time goes to the phone too, and so does what makes it untrue (processes.md § 1). */
const alsoByPhone: ReadonlySet<LetterName> = new Set(['visit.invitation', 'visit.moved', 'visit.reminder', 'visit.cancelled'])

/**
 * The ways a letter goes out by, none when nobody can be reached: a letter, or an SMS in its place, or both. A chat takes the place
 * of the letter or the SMS; of both it takes that of the SMS, for an invitation carries a file for the calendar.
 */
export function waysOf(letter: LetterName, { email, phone, chatAt = '' }: Reach): readonly Route[] {
  const isShort = smsFor(letter) !== undefined
  const isUrgent = alsoByPhone.has(letter)
  const byMail = email === '' ? [] : [{ channel: 'mail', address: email, instead: [] } as const]
  const bySms = phone !== '' && isShort && (email === '' || isUrgent) ? [{ channel: 'sms', address: phone, instead: [] } as const] : []
  if (chatAt === '' || !isShort) return [...byMail, ...bySms]
  const chat = (instead: readonly Way[]): Route => ({ channel: 'telegram', address: chatAt, instead })
  return isUrgent ? [...byMail, chat(bySms)] : [chat([...byMail, ...bySms])]
}
