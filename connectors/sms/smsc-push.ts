import { createHash, timingSafeEqual } from 'node:crypto'
import type { SmsStatus } from './port.ts'
import { statusOf } from './smsc-answers.ts'

/** How the provider signs its pushes, as chosen in its cabinet. */
const pushHashes = ['md5', 'sha1'] as const

/** A status push that is what it says. */
export interface StatusPush {
  readonly clientId: number
  /** Digits, as the provider writes a phone. */
  readonly phone: string
  readonly status: SmsStatus
  /** The same push comes again when our answer was lost. */
  readonly key: string
}

const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given.toLowerCase()), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Reads the provider's push of a delivery status, sent as a form or a query. Undefined for one that is not signed with
 * the secret, or is of another sort. Hash: md5 or sha1 of `id:phone:status:secret`.
 */
export function readStatusPush(fields: Readonly<Record<string, string>>, secret: string): StatusPush | undefined {
  const { id = '', phone = '', status = '', err = '0', ts = '' } = fields
  if (!/^\d{1,10}$/u.test(id) || !/^-?\d{1,3}$/u.test(status) || phone === '') return undefined
  const signed = pushHashes.some((hash) => {
    const given = fields[hash]
    return given !== undefined && isSame(given, createHash(hash).update(`${id}:${phone}:${status}:${secret}`).digest('hex'))
  })
  if (!signed) return undefined
  const seconds = /^\d{1,12}$/u.test(ts) ? Number(ts) : undefined
  return {
    clientId: Number(id),
    phone,
    status: statusOf(Number(status), /^\d{1,4}$/u.test(err) ? Number(err) : 0, seconds),
    key: [id, phone, status, err, ts].join('|'),
  }
}
