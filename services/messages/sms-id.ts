import { createHash } from 'node:crypto'

/** The last id that the SMS provider takes. */
export const lastSmsId = 2_147_483_647

/**
 * What the provider knows the SMS of a business key by. From the key and not from a counter: one that is restored would give
 * new messages the ids of old ones, and they would count as sent. Two messages may share one, to two phones.
 */
export const smsIdOf = (tenantId: string, key: string): number =>
  (createHash('sha256').update(`${tenantId}:${key}`).digest().readUInt32BE(0) % lastSmsId) + 1
