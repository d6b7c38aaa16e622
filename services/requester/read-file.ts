import { and, eq, inArray } from 'drizzle-orm'
import { files, messages } from '../../db/schema/message.ts'
import type { FileRow } from '../files/read-file.ts'
import { notFound } from '../problem.ts'
import type { Visitor } from '../links/visitor.ts'

/** A file of the conversation. Another process's, a note's and a missing one are all not found. @throws Problem NotFound */
export async function requesterFile(visitor: Visitor, id: string): Promise<FileRow> {
  const { ctx, processId } = visitor
  const [found] = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx
      .select({ file: files })
      .from(files)
      .innerJoin(messages, and(eq(messages.tenantId, files.tenantId), eq(messages.id, files.messageId)))
      .where(
        and(eq(files.tenantId, ctx.tenantId), eq(files.id, id), eq(files.processId, processId), inArray(messages.kind, ['in', 'out'])),
      ),
  )
  if (!found) throw notFound()
  return found.file
}
