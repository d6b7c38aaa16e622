import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import type { ProcessRow } from './snapshot-row.ts'

/** A process of the organization by its id. @throws Problem NotFound, the same for what is not there and what is another's */
export async function rowOf(tx: Tx, ctx: Ctx, id: string): Promise<ProcessRow> {
  const [row] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), eq(processes.id, id)))
  if (!row) throw notFound()
  return row
}
