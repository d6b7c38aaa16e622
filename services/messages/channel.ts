import type { deliveries, deliveryChannels } from '../../db/schema/message.ts'
import type { LetterResult } from './letter-result.ts'

export type DeliveryRow = typeof deliveries.$inferSelect
export type DeliveryChannel = (typeof deliveryChannels)[number]

/** A message as it leaves; or when it may leave; or why it can't be written: trouble like a server that is down, which a mended template ends. */
export interface Composed<M> {
  readonly row: DeliveryRow
  readonly message: M | Date | Error
}

/** One way out of the house, as the sender drives it. */
export interface Channel<M> {
  readonly name: DeliveryChannel
  /** Messages on the wire at once. */
  readonly slots: number
  /** Writes messages of one organization. @throws when the database fails, for all of them */
  compose(tenantId: string, rows: readonly DeliveryRow[], now: Date): Promise<readonly Composed<M>[]>
  /** Answers what came of it for good. @throws trouble, after which it is tried again */
  send(row: DeliveryRow, message: M, now: Date): Promise<LetterResult>
  /** Whether this trouble says that nobody would be served now: the sender then rests. */
  isAway(error: unknown): boolean
}
