import { and, eq } from 'drizzle-orm'
import { files } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import { checkReadableRow } from '../readable.ts'
import type { FileRow } from './read-file.ts'

/**
 * A file that staff may read: one of a process of the organization, or one's own that is not yet sent.
 * @throws Problem NotFound, Forbidden
 */
export async function findFile({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<FileRow> {
  const [found] = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx
      .select({ file: files, process: { kind: processes.kind, data: processes.data, assigneeId: processes.assigneeId } })
      .from(files)
      .leftJoin(processes, eq(processes.id, files.processId))
      .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, input.id))),
  )
  if (!found || (found.process === null && found.file.uploadedBy !== ctx.actor.id)) throw notFound()
  if (found.process !== null) checkReadableRow(ctx.actor, found.process)
  return found.file
}
