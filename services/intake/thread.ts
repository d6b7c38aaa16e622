import { and, eq, inArray, isNull, like, ne, notLike } from 'drizzle-orm'
import type { Actor } from '../../domain/actor.ts'
import { threadCandidates } from '../../domain/letters/threading.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries, messages } from '../../db/schema/message.ts'
import { contacts, memberships, users } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import type { ReadLetter } from './letter-reader.ts'

// What is written to staff is theirs: an answer to it is no word of the requester's.
const toStaff = 'staff.%'

async function byLetterIds(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string | undefined> {
  if (ids.length === 0) return undefined
  const wanted = [...ids]
  const sent = await tx
    .select({ processId: processes.id, letterId: deliveries.letterId })
    .from(deliveries)
    .innerJoin(processes, eq(processes.id, deliveries.processId))
    .where(and(eq(deliveries.tenantId, tenantId), inArray(deliveries.letterId, wanted), notLike(deliveries.template, toStaff)))
  const kept = await tx
    .select({ processId: messages.processId, letterId: messages.letterId })
    .from(messages)
    .where(and(eq(messages.tenantId, tenantId), inArray(messages.letterId, wanted), ne(messages.kind, 'note')))
  const known = new Map([...kept, ...sent].map((row) => [row.letterId, row.processId]))
  return wanted.map((id) => known.get(id)).find((processId) => processId !== undefined)
}

/** Who of the organization answers a letter that was sent to staff alone, and of which process it was. */
export async function staffReply(
  tx: Tx,
  tenantId: string,
  letter: ReadLetter,
): Promise<{ readonly process: ProcessRow; readonly actor: Actor } | undefined> {
  const [sender, ids] = [letter.from?.address, threadCandidates(letter).messageIds]
  if (sender === undefined || ids.length === 0) return undefined
  const [found] = await tx
    .select({ process: processes, id: users.id, name: users.name, roles: memberships.roles })
    .from(deliveries)
    .innerJoin(processes, eq(processes.id, deliveries.processId))
    .innerJoin(users, eq(users.email, deliveries.toAddress))
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.tenantId, tenantId)))
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        inArray(deliveries.letterId, [...ids]),
        like(deliveries.template, toStaff),
        eq(users.email, sender),
        isNull(users.disabledAt),
      ),
    )
    .limit(1)
  return found && { process: found.process, actor: { kind: 'staff', id: found.id, name: found.name, roles: found.roles } }
}

/**
 * The process a letter belongs to: by the letters it answers, which only their receivers know, or by a number in
 * its subject when the sender is that process's own requester. A stranger's number counts for nothing.
 */
export async function processOfLetter(tx: Tx, tenantId: string, letter: ReadLetter): Promise<ProcessRow | undefined> {
  const candidates = threadCandidates(letter)
  const processId = await byLetterIds(tx, tenantId, candidates.messageIds)
  if (processId !== undefined) {
    const [row] = await tx
      .select()
      .from(processes)
      .where(and(eq(processes.tenantId, tenantId), eq(processes.id, processId)))
    if (row) return row
  }
  const sender = letter.from?.address
  if (sender === undefined || candidates.numbers.length === 0) return undefined
  const numbers = candidates.numbers.map((found) => found.number)
  const rows = await tx
    .select({ process: processes })
    .from(processes)
    .innerJoin(contacts, eq(contacts.id, processes.contactId))
    .where(and(eq(processes.tenantId, tenantId), inArray(processes.number, numbers), eq(contacts.email, sender)))
  const byNumber = new Map(rows.map((row) => [row.process.number, row.process]))
  return numbers.map((number) => byNumber.get(number)).find((row) => row !== undefined)
}
