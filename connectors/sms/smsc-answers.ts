import { z } from 'zod'
import { parseMoney } from '../../domain/text/money.ts'
import type { SmsOutcome, SmsState, SmsStatus } from './port.ts'
import { SmsUnavailable } from './port.ts'

// The provider's answers, by its HTTP API (smsc.ru): errors come with status 200 and an `error_code` in the body.

const failed = z.looseObject({ error: z.string().default(''), error_code: z.coerce.number().int() })
const sent = z.looseObject({ id: z.coerce.string(), cnt: z.coerce.number().int(), cost: z.string().optional() })
const state = z.looseObject({
  status: z.coerce.number().int(),
  err: z.coerce.number().int().default(0),
  last_timestamp: z.coerce.number().int().optional(),
})
const balance = z.looseObject({ balance: z.string() })

/** What the provider says of the message itself; its other codes are about our account or the moment. */
const aboutTheMessage: ReadonlySet<number> = new Set([1, 5, 6, 7, 8])
/** More than one identical message within a minute, or too many requests at once. */
const duplicateOrBusy = 9

export type SentAnswer = SmsOutcome | { readonly kind: 'duplicate' }

/** What can't be done now, by the code of any request. */
function trouble(code: number, text: string): SmsUnavailable {
  if (code === 2) return new SmsUnavailable('account', 'The SMS provider refuses our login, or this address is not in its allow list')
  if (code === 3) return new SmsUnavailable('money', 'There is no money left on the account with the SMS provider')
  if (code === 4) return new SmsUnavailable('busy', 'The SMS provider has blocked this address for a while after frequent errors')
  return new SmsUnavailable('busy', `The SMS provider answers ${String(code)}: ${text.slice(0, 100)}`)
}

const nonsense = (what: string): SmsUnavailable => new SmsUnavailable('network', `The SMS provider's answer to ${what} can't be read`)

/** @throws SmsUnavailable for what says nothing of the message */
export function readSent(body: unknown): SentAnswer {
  const error = failed.safeParse(body)
  if (error.success) {
    const { error_code: code, error: reason } = error.data
    if (aboutTheMessage.has(code)) return { kind: 'rejected', code, reason: reason.slice(0, 100) }
    if (code === duplicateOrBusy && !/concurrent/iu.test(reason)) return { kind: 'duplicate' }
    throw trouble(code, reason)
  }
  const answer = sent.safeParse(body)
  if (!answer.success) throw nonsense('sending')
  const cost = answer.data.cost === undefined ? undefined : parseMoney(answer.data.cost)
  return { kind: 'sent', providerId: answer.data.id, ...(cost?.ok === true ? { costKopecks: cost.kopecks } : {}) }
}

const stateOf = (status: number): SmsState => {
  if (status === 1) return 'delivered'
  if (status === 2 || status === 4) return 'read'
  if (status === 3) return 'expired'
  if (status === -3) return 'unknown'
  return status >= 20 ? 'undeliverable' : 'sent'
}

/** A status as a poll or a push gives it. */
export const statusOf = (status: number, reasonCode: number, timestampSeconds: number | undefined): SmsStatus => ({
  state: stateOf(status),
  reasonCode,
  changedAt: timestampSeconds === undefined || timestampSeconds === 0 ? undefined : timestampSeconds * 1000,
})

/** @throws SmsUnavailable */
export function readStatus(body: unknown): SmsStatus {
  const error = failed.safeParse(body)
  if (error.success) throw trouble(error.data.error_code, error.data.error)
  const answer = z.union([state, z.tuple([state]).transform(([one]) => one)]).safeParse(body)
  if (!answer.success) throw nonsense('a status')
  return statusOf(answer.data.status, answer.data.err, answer.data.last_timestamp)
}

/** In kopecks. @throws SmsUnavailable */
export function readBalance(body: unknown): number {
  const error = failed.safeParse(body)
  if (error.success) throw trouble(error.data.error_code, error.data.error)
  const answer = balance.safeParse(body)
  const money = answer.success ? parseMoney(answer.data.balance) : undefined
  if (money?.ok !== true) throw nonsense('the balance')
  return money.kopecks
}
