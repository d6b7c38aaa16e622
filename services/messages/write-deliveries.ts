import type { LetterName } from '../../domain/letters/names.ts'
import { smsFor } from '../../domain/messages/sms-names.ts'
import { newId } from '../../db/id.ts'
import { writeLast } from '../../db/transaction.ts'
import { deliveries } from '../../db/schema/message.ts'
import type { KindHooks, LetterTo, Moved } from '../process/on-move.ts'
import { letterIdOf, letterKey } from './letter-id.ts'
import { smsIdOf } from './sms-id.ts'

/** Writes one letter, or the SMS in its place, to be sent at once, in the transaction of what causes it. */
export function writeDelivery(moved: Moved, letter: LetterName, to: LetterTo, receiver = ''): void {
  const template = to.channel === 'sms' ? smsFor(letter) : letter
  if (template === undefined) return
  const key = letterKey(moved.processId, moved.after.seq, letter, receiver)
  const letterRow = moved.tx.insert(deliveries).values({
    id: newId(),
    tenantId: moved.tenantId,
    processId: moved.processId,
    seq: moved.after.seq,
    key,
    channel: to.channel,
    template,
    lang: to.lang,
    toAddress: to.address,
    toName: to.name,
    toZone: to.zone ?? null,
    smsId: to.channel === 'sms' ? smsIdOf(moved.tenantId, key) : null,
    vars: to.vars,
    fileIds: to.fileIds,
    letterId: letterIdOf(moved.tenantId, key, moved.rules.supportAddress),
    inReplyTo: to.inReplyTo,
    status: 'pending',
    nextTryAt: moved.at,
    createdAt: moved.at,
  })
  writeLast(moved.tx, letterRow)
}

/** Writes the letters a record sends to the outside party. Answers how many. */
export async function writeDeliveries(moved: Moved, hooks: KindHooks, letters: readonly LetterName[]): Promise<number> {
  let written = 0
  for (const letter of new Set(letters)) {
    const to = await hooks.letterTo(moved, letter)
    if (!to) continue
    writeDelivery(moved, letter, to)
    written += 1
  }
  return written
}
