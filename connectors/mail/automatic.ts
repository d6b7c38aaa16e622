import { loopHeader } from '../../domain/letters/letter-marks.ts'
import type { Letter } from './letter.ts'

export const automaticReasons = ['auto-reply', 'bounce', 'mailing-list', 'own-loop'] as const
export type AutomaticReason = (typeof automaticReasons)[number]

export interface OwnMail {
  /** The domain of our Message-IDs. */
  readonly messageIdDomain: string
  /** Addresses we send from: a letter from one of them is our own coming back. */
  readonly addresses: readonly string[]
}

type Heads = Pick<Letter, 'headers' | 'from' | 'subject' | 'messageId'>

const outOfOffice = [
  /^(?:re:\s*)?(?:auto(?:matic)?[\s-]?(?:reply|response|answer)|autoreply|out of (?:the )?office|i am out of office|away from (?:the )?office|vacation (?:reply|notice))\b/iu,
  /^(?:re:\s*|ha:\s*|отв(?:ет)?:\s*)?(?:авто(?:матический\s)?[\s-]?ответ|автоматическое уведомление|нет на месте|вне офиса|в отпуске|отсутству(?:ю|ет)|я в отпуске|не в офисе)(?![\p{L}])/iu,
]
const bounceSubject =
  /^(?:undeliver(?:able|ed)|mail delivery (?:failed|subsystem|failure)|delivery (?:status notification|failure|has failed)|returned mail|failure notice|не\s?доставлено|сообщение не доставлено|недоставленное сообщение)(?![\p{L}])/iu
const robots = /^(?:mailer-daemon|mail-daemon|postmaster|mdaemon)(?:[+-][^@]*)?@/iu

// Mail programs of colleagues in our own domain use it in Message-IDs too; only ours are bare hexadecimal.
function isOwnId(messageId: string | undefined, domain: string): boolean {
  const [, key, host] = /^<([0-9a-f]{16,})@([^>]+)>$/u.exec(messageId?.toLowerCase() ?? '') ?? []
  return key !== undefined && host === domain.toLowerCase()
}

/**
 * Why no person wrote this letter to us, or undefined when one did (RFC 3834, RFC 3464, Exchange's
 * and other programs' own headers, subjects of out-of-office notes in Russian and English).
 * @param envelopeFrom as the SMTP client gave it; empty for bounces
 */
export function automaticReason(letter: Heads, envelopeFrom: string, own: OwnMail): AutomaticReason | undefined {
  const valuesOf = (name: string): readonly string[] =>
    letter.headers.filter((header) => header.name === name).map((header) => header.value.toLowerCase())
  const has = (name: string): boolean => valuesOf(name).length > 0
  const [sender, type] = [letter.from?.address ?? '', valuesOf('content-type').at(-1) ?? '']

  const report = /^multipart\/report\b/u.test(type)
  const notRead = report && /report-type="?disposition-notification/u.test(type)
  const fromUs = own.addresses.some((address) => [sender, envelopeFrom.toLowerCase()].includes(address.toLowerCase()))
  if (fromUs || isOwnId(letter.messageId, own.messageIdDomain) || has(loopHeader.toLowerCase())) return 'own-loop'

  if (report && !notRead) return 'bounce'
  if (robots.test(sender) || robots.test(envelopeFrom) || has('x-failed-recipients')) return 'bounce'
  if (bounceSubject.test(letter.subject) && envelopeFrom === '') return 'bounce'

  const precedence = valuesOf('precedence').join(' ')
  if (/auto[_-]?reply/u.test(precedence)) return 'auto-reply'
  if (valuesOf('auto-submitted').some((value) => !/^no\b/u.test(value))) return 'auto-reply'
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-vacation', 'x-mail-autoreply'].some(has)) return 'auto-reply'
  if (notRead || valuesOf('x-auto-response-suppress').some((value) => /\b(?:all|autoreply|oof)\b/u.test(value))) return 'auto-reply'
  if (outOfOffice.some((pattern) => pattern.test(letter.subject))) return 'auto-reply'

  if (has('list-id') || has('list-unsubscribe') || has('list-post') || /\b(?:bulk|list|junk)\b/u.test(precedence)) return 'mailing-list'
  return envelopeFrom === '' ? 'bounce' : undefined
}
