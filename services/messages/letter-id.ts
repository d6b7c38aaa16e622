import { createHash } from 'node:crypto'
import { makeMessageId } from '../../domain/letters/threading.ts'

/** The Message-ID of the letter a business key stands for: the same letter always gets the same one. */
export function letterIdOf(tenantId: string, key: string, supportAddress: string): string {
  const domain = supportAddress.slice(supportAddress.lastIndexOf('@') + 1)
  return makeMessageId(createHash('sha256').update(`${tenantId}:${key}`).digest('hex').slice(0, 32), domain)
}

/** The business key of a report to one of its receivers: of a day of its schedule there is one, unless somebody sends it out of turn. */
export const reportKey = (reportId: string, turn: string, receiverId: string): string => `report:${reportId}:${turn}:${receiverId}`

/** The business key of a letter that a record sends. */
export const letterKey = (processId: string, seq: number, letter: string, receiver = ''): string =>
  `process:${processId}:${seq}:${letter}${receiver === '' ? '' : `:${receiver}`}`
