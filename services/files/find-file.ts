import { and, eq } from 'drizzle-orm'
import { files } from '../../db/schema/message.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import type { FileRow } from './read-file.ts'

/**
 * A file that staff may read: one of a process of the organization, or one's own that is not yet sent.
 * @throws Problem NotFound
 */
export async function findFile({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<FileRow> {
  const [file] = await ctx.db.tenant(ctx.tenantId, (tx) =>
    tx
      .select()
      .from(files)
      .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, input.id))),
  )
  if (!file || (file.processId === null && file.uploadedBy !== ctx.actor.id)) throw notFound()
  return file
}
