import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { files, messages } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { notFound } from '../problem.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import type { Visitor } from '../links/visitor.ts'

/** What passed between the requester and the organization; notes are the staff's own. */
const told = ['in', 'out'] as const

/** The process of a visitor. @throws Problem NotFound */
export async function processOf(tx: Tx, { ctx, processId }: Visitor): Promise<ProcessRow> {
  const [row] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), eq(processes.id, processId)))
  if (!row) throw notFound()
  return row
}

/** The conversation as both sides know it, the oldest first. */
export const visibleMessages = (tx: Tx, { ctx, processId }: Visitor) =>
  tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.processId, processId), inArray(messages.kind, [...told])))
    .orderBy(asc(messages.at), asc(messages.id))

/** Files that came with visible messages: a file of a note is nobody else's. */
export async function visibleFiles(tx: Tx, { ctx, processId }: Visitor) {
  const rows = await tx
    .select({ file: files })
    .from(files)
    .innerJoin(messages, and(eq(messages.tenantId, files.tenantId), eq(messages.id, files.messageId)))
    .where(and(eq(files.tenantId, ctx.tenantId), eq(files.processId, processId), inArray(messages.kind, [...told])))
    .orderBy(asc(files.at), asc(files.id))
  return rows.map(({ file }) => file)
}
