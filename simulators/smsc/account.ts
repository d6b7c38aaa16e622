import { smsSize } from '../../domain/text/sms-parts.ts'
import type { SmscFaultQueue } from './faults.ts'
import { digitsOf } from './faults.ts'
import type { SmsLog, TakenSms } from './message-log.ts'

export interface AccountOptions {
  readonly login: string
  readonly password: string
  /** Left at the beginning, kopecks. */
  readonly balanceKopecks: number
  readonly partPriceKopecks: number
  /** After these a message is with the operator, and then with the person; milliseconds. */
  readonly handedAfterMs: number
  readonly deliveredAfterMs: number
  readonly now: () => number
}

/** What a request is answered with, as JSON. */
export type Answer = Readonly<Record<string, string | number>>
export type Fields = Readonly<Record<string, string>>

/** One client's account with the provider: what it takes, refuses, charges, and where each message stands. */
export interface SmscAccount {
  send(fields: Fields): Promise<{ readonly answer: Answer; readonly taken?: TakenSms }>
  status(fields: Fields): Answer
  balance(fields: Fields): Answer
  /** Money comes to the account. */
  topUp(kopecks: number): void
  /** Where a message stands at an instant. */
  statusAt(message: TakenSms, atMs: number): { readonly status: number; readonly reasonCode: number; readonly changedAtMs: number }
}

const minuteMs = 60_000
const maxCharacters = 1_000
const maxId = 2_147_483_647
const fail = (error_code: number, error: string): Answer => ({ error, error_code })
const rubles = (kopecks: number): string => (kopecks / 100).toFixed(2)

/** Russian numbers may come with 8; others need ten digits and more. */
function acceptedPhone(written: string): string | undefined {
  const digits = digitsOf(written)
  const whole = digits.length === 11 && digits.startsWith('8') && !written.trim().startsWith('+') ? `7${digits.slice(1)}` : digits
  return /^\d{10,15}$/u.test(whole) ? whole : undefined
}

export function createSmscAccount(options: AccountOptions, log: SmsLog, faults: SmscFaultQueue): SmscAccount {
  let balanceKopecks = options.balanceKopecks
  let lastId = 0
  const allowed = ({ login, psw, apikey }: Fields): boolean =>
    (login === options.login && psw === options.password) || (login === '' && psw === options.password) || apikey === options.password

  function statusAt(message: TakenSms, atMs: number) {
    const fate = faults.fateOf(message.phone)
    const age = atMs - message.takenAt
    if (age < options.handedAfterMs) return { status: -1, reasonCode: 0, changedAtMs: message.takenAt }
    if (age < options.deliveredAfterMs) return { status: 0, reasonCode: 0, changedAtMs: message.takenAt + options.handedAfterMs }
    const changedAtMs = message.takenAt + options.deliveredAfterMs
    return fate ? { ...fate, changedAtMs } : { status: 1, reasonCode: 0, changedAtMs }
  }

  async function send(fields: Fields): Promise<{ readonly answer: Answer; readonly taken?: TakenSms }> {
    if (!allowed(fields)) return { answer: fail(2, 'authorise error') }
    const { phones = '', mes = '', id: wanted, sender = '', valid } = fields
    const wantedId = wanted === undefined ? undefined : Number(wanted)
    if (mes === '' || [...mes].length > maxCharacters || phones === '') return { answer: fail(1, 'parameters error') }
    if (wantedId !== undefined && !(Number.isInteger(wantedId) && wantedId > 0 && wantedId <= maxId))
      return { answer: fail(1, 'parameters error') }
    if (valid !== undefined && !(Number(valid) >= 1 && Number(valid) <= 24)) return { answer: fail(5, 'invalid date format') }
    const id = wantedId ?? (lastId += 1)
    const phone = acceptedPhone(phones)
    if (phone === undefined) return { answer: { ...fail(7, 'invalid number'), id } }
    const takenAt = options.now()
    if (log.all.some((one) => one.phone === phone && one.text === mes && takenAt - one.takenAt < minuteMs))
      return { answer: fail(9, 'duplicate request, wait a minute') }
    const { parts } = smsSize(mes)
    const priceKopecks = parts * options.partPriceKopecks
    if (priceKopecks > balanceKopecks) return { answer: { ...fail(3, 'no money'), id } }
    balanceKopecks -= priceKopecks
    const taken = { id, phone, text: mes, sender, parts, takenAt }
    await log.add(taken)
    return { answer: { id, cnt: parts, ...(fields['cost'] === '2' ? { cost: rubles(priceKopecks) } : {}) }, taken }
  }

  function status(fields: Fields): Answer {
    if (!allowed(fields)) return fail(2, 'authorise error')
    const phone = acceptedPhone(fields['phone'] ?? '')
    const id = Number(fields['id'])
    if (phone === undefined || !Number.isInteger(id)) return fail(1, 'parameters error')
    const message = log.find(phone, id)
    if (!message) return { status: -3, id, phone }
    const { status: code, reasonCode, changedAtMs } = statusAt(message, options.now())
    return { status: code, last_timestamp: Math.floor(changedAtMs / 1000), err: reasonCode }
  }

  return {
    send,
    status,
    balance: (fields) => (allowed(fields) ? { balance: rubles(balanceKopecks) } : fail(2, 'authorise error')),
    topUp(kopecks) {
      balanceKopecks += kopecks
    },
    statusAt,
  }
}
