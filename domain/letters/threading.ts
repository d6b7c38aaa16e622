import type { FoundNumber } from '../number.ts'
import { findNumbers } from '../number.ts'

/**
 * The Message-ID of a letter of ours, always the same for the same business key, so that a letter
 * sent twice is one letter for a mail reader. Pure: the caller passes a hash, never the key itself.
 * @param keyHash hex or base64url, at least 16 signs
 * @throws RangeError when the hash or the domain can't stand in a Message-ID
 */
export function makeMessageId(keyHash: string, domain: string): string {
  if (!/^[\w-]{16,100}$/u.test(keyHash)) throw new RangeError('A Message-ID needs a hash of 16 to 100 letters, digits, _ or -')
  if (!/^[\w-]+(?:\.[\w-]+)*$/u.test(domain)) throw new RangeError(`“${domain}” is no domain for a Message-ID`)
  return `<${keyHash.toLowerCase() === keyHash ? keyHash : toHex(keyHash)}@${domain.toLowerCase()}>`
}

// Some gateways change the case of ids; what has both cases is spelled in digits that have none.
const toHex = (text: string): string => [...text].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join('')

/** What a letter says about where it belongs. */
export interface LetterTrail {
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly subject: string
}

export interface ThreadCandidates {
  /** Message-IDs to look up, the likeliest first: In-Reply-To, then References from the newest. */
  readonly messageIds: readonly string[]
  /** Numbers in the subject, in order. Anyone can write one: check that the sender belongs to it. */
  readonly numbers: readonly FoundNumber[]
}

const maxMessageIds = 50

/** Where a letter may belong. At most 50 ids: a hostile letter may name thousands. */
export function threadCandidates(letter: LetterTrail): ThreadCandidates {
  const newestFirst = letter.references.toReversed()
  const messageIds = [...new Set([...letter.inReplyTo, ...newestFirst])].slice(0, maxMessageIds)
  return { messageIds, numbers: findNumbers(letter.subject.slice(0, 1000)) }
}
