import { MailUnavailable } from '../../connectors/mail/port.ts'
import type { SendOutcome } from '../../connectors/mail/port.ts'
import type { DeliveryRow } from './compose.ts'

/** What a try came to, as it is noted on the letter. */
export type LetterResult = Pick<DeliveryRow, 'id' | 'status' | 'attempts' | 'lastError' | 'nextTryAt' | 'endedAt'>

const firstPauseMs = 5_000
const longestPauseMs = 600_000
const longestReason = 500

function reasonOf(error: unknown): string {
  const reason =
    error instanceof MailUnavailable ? `${error.message}: ${error.said}` : error instanceof Error ? error.message : String(error)
  return reason
}

// A server may say anything; the database takes neither NUL nor halves of characters.
const storable = (text: string): string =>
  text
    .slice(0, longestReason)
    .replaceAll('\u0000', '')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')

/** The mail server's answer; a refusal for good ends the letter too. */
export function endedBy(row: DeliveryRow, outcome: SendOutcome, endedAt: Date): LetterResult {
  const lastError = outcome.kind === 'rejected' ? storable(outcome.reason) : null
  return { id: row.id, status: outcome.kind, attempts: row.attempts + 1, lastError, nextTryAt: null, endedAt }
}

/** Trouble: the next try is due after 5 s, later after twice as long each time, at most 10 minutes. */
export function troubledBy(row: DeliveryRow, error: unknown, now: Date): LetterResult {
  const attempts = row.attempts + 1
  const nextTryAt = new Date(now.getTime() + Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs))
  return { id: row.id, status: 'pending', attempts, lastError: storable(reasonOf(error)), nextTryAt, endedAt: null }
}

/** Not tried: whoever comes next may take it at once. */
export const released = ({ id, status, attempts, lastError, nextTryAt, endedAt }: DeliveryRow): LetterResult => ({
  ...{ id, status, attempts, lastError, nextTryAt, endedAt },
})
