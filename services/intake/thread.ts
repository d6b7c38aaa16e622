import { and, eq, inArray } from 'drizzle-orm'
import { threadCandidates } from '../../domain/letters/threading.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries, messages } from '../../db/schema/message.ts'
import { contacts } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import type { ReadLetter } from './letter-reader.ts'

async function byLetterIds(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string | undefined> {
  if (ids.length === 0) return undefined
  const wanted = [...ids]
  const sent = await tx
    .select({ processId: deliveries.processId, letterId: deliveries.letterId })
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), inArray(deliveries.letterId, wanted)))
  const kept = await tx
    .select({ processId: messages.processId, letterId: messages.letterId })
    .from(messages)
    .where(and(eq(messages.tenantId, tenantId), inArray(messages.letterId, wanted)))
  const known = new Map([...kept, ...sent].map((row) => [row.letterId, row.processId]))
  return wanted.map((id) => known.get(id)).find((processId) => processId !== undefined)
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
