import { MailUnavailable } from '../../connectors/mail/port.ts'
import type { SendOutcome } from '../../connectors/mail/port.ts'
import { TelegramUnavailable } from '../../connectors/telegram/port.ts'
import { neededUntil, overtaken } from '../../domain/messages/overtaken.ts'
import { letterOf } from '../../domain/messages/sms-names.ts'
import type { DeliveryRow } from './channel.ts'
import { smsIdOf } from './sms-id.ts'

/** What a try came to, as it is noted on the letter. */
export type LetterResult = Pick<DeliveryRow, 'id' | 'status' | 'attempts' | 'lastError' | 'nextTryAt' | 'endedAt'> &
  Partial<Pick<DeliveryRow, 'deliveryState' | 'reasonCode' | 'parts' | 'costKopecks' | 'lookAt' | 'unsureTries'>> &
  Partial<Pick<DeliveryRow, 'channel' | 'toAddress' | 'template' | 'smsId' | 'nextWays'>>

const firstPauseMs = 5_000
/** Between two tries of one message. */
export const longestPauseMs = 600_000
const longestReason = 500
/** A provider that pushes has told by then where a message is. */
const firstLookMs = 120_000

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

/** Nobody will take it as it is: a person decides. */
export const refusedBy = (row: DeliveryRow, reason: string, now: Date, reasonCode: number | null = null): LetterResult => ({
  ...endedBy(row, { kind: 'rejected', reason }, now),
  reasonCode,
})

/** The SMS provider has it; where it is, is told later. */
export const acceptedBy = (row: DeliveryRow, price: Pick<DeliveryRow, 'parts' | 'costKopecks'>, now: Date): LetterResult => ({
  ...{ id: row.id, status: 'sent', attempts: row.attempts + 1, lastError: null, nextTryAt: null, endedAt: now },
  ...{ deliveryState: 'accepted', lookAt: new Date(now.getTime() + firstLookMs), ...price },
})

/** Trouble: the next try is due after 5 s, later after twice as long each time, at most 10 minutes. */
export function troubledBy(row: DeliveryRow, error: unknown, now: Date): LetterResult {
  const attempts = row.attempts + 1
  const nextTryAt = new Date(now.getTime() + Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs))
  const unsure = error instanceof TelegramUnavailable && error.maybeSent ? { unsureTries: row.unsureTries + 1 } : {}
  return { id: row.id, status: 'pending', attempts, lastError: storable(reasonOf(error)), nextTryAt, endedAt: null, ...unsure }
}

/** Not tried: whoever comes next may take it at once. */
export const released = ({ id, status, attempts, lastError, nextTryAt, endedAt }: DeliveryRow): LetterResult => ({
  ...{ id, status, attempts, lastError, nextTryAt, endedAt },
})

/** Whether nobody needs the message any more at that time: what it reminds of has begun. */
export function isLate({ template, vars }: Pick<DeliveryRow, 'template' | 'vars'>, at: Date): boolean {
  const until = vars[neededUntil.get(template) ?? '']
  return typeof until === 'number' && until <= at.getTime()
}

/** Not tried, and never will be: it is out of date. */
export const withheld = (row: DeliveryRow, now: Date): LetterResult => ({
  ...released(row),
  ...{ status: 'skipped', lastError: overtaken.en, nextTryAt: null, endedAt: now },
})

/** Not tried: it may not leave before. */
export const postponed = (row: DeliveryRow, until: Date): LetterResult => ({ ...released(row), nextTryAt: until })

/** This way leads nowhere: the message goes by the next one at once, under its own key; a person decides when there is none. */
export function goesOn(row: DeliveryRow, reason: string, now: Date): LetterResult {
  const [next, ...nextWays] = row.nextWays
  const template = next?.channel === 'mail' ? letterOf(row.template) : row.template
  if (next === undefined || template === undefined) return refusedBy(row, reason, now)
  return {
    ...postponed(row, now),
    ...{ lastError: storable(reason), channel: next.channel, toAddress: next.address, template, nextWays },
    smsId: next.channel === 'sms' ? smsIdOf(row.tenantId, row.key) : null,
  }
}
