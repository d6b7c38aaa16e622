import type { LetterName } from '../../domain/letters/names.ts'
import { smsFor } from '../../domain/messages/sms-names.ts'
import { waysOf } from '../../domain/messages/ways.ts'
import type { Way } from '../../domain/messages/ways.ts'
import { newId } from '../../db/id.ts'
import { writeLast } from '../../db/transaction.ts'
import { deliveries } from '../../db/schema/message.ts'
import type { KindHooks, LetterTo, Moved } from '../process/on-move.ts'
import { letterIdOf, letterKey } from './letter-id.ts'
import { currentTextId } from './own-texts.ts'
import { smsIdOf } from './sms-id.ts'

/**
 * Writes a message by every way it goes, to be sent at once, in the transaction of what causes it. Each way has a key of its own, the
 * first the letter's. Answers where to.
 */
export function writeMessage(moved: Moved, letter: LetterName, to: LetterTo, receiver = ''): readonly Way[] {
  const ways = waysOf(letter, to.reach)
  // Times are written by the receiver's clock, and named with it.
  const zone = to.zone ?? moved.rules.calendar.zone
  for (const [index, way] of ways.entries()) {
    const bySms = way.channel === 'sms'
    const template = way.channel === 'mail' ? letter : smsFor(letter)
    if (template === undefined) throw new Error(`No SMS stands for ${letter}`)
    const key = letterKey(moved.processId, moved.after.seq, letter, index === 0 ? receiver : `${receiver}${way.channel}`)
    const row = moved.tx.insert(deliveries).values({
      id: newId(),
      tenantId: moved.tenantId,
      processId: moved.processId,
      seq: moved.after.seq,
      key,
      channel: way.channel,
      template,
      lang: to.lang,
      textId: currentTextId(moved.tenantId, template, to.lang),
      toAddress: way.address,
      toName: to.name,
      toZone: to.zone ?? null,
      nextWays: way.instead,
      smsId: bySms ? smsIdOf(moved.tenantId, key) : null,
      vars: { ...to.vars, organization: moved.rules.name, supportAddress: moved.rules.supportAddress, zone },
      fileIds: bySms ? [] : to.fileIds,
      letterId: letterIdOf(moved.tenantId, key, moved.rules.supportAddress),
      inReplyTo: to.inReplyTo,
      status: 'pending',
      nextTryAt: moved.at,
      createdAt: moved.at,
    })
    writeLast(moved.tx, row)
  }
  return ways
}

/** Writes the letters a record sends to the outside party. Answers how many messages. */
export async function writeDeliveries(moved: Moved, hooks: KindHooks, letters: readonly LetterName[]): Promise<number> {
  let written = 0
  for (const letter of new Set(letters)) {
    const to = await hooks.letterTo(moved, letter)
    if (to) written += writeMessage(moved, letter, to).length
  }
  return written
}
