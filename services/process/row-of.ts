import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import { checkReadableRow } from '../readable.ts'
import { isRowId } from '../cursor.ts'
import type { ProcessRow } from './snapshot-row.ts'

/** A process of the organization by its id, whoever asks. @throws Problem NotFound, the same for what is not there and what is another's */
export async function rowOf(tx: Tx, ctx: Ctx, id: string): Promise<ProcessRow> {
  const [row] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), eq(processes.id, id)))
  if (!row) throw notFound()
  return row
}

/** The same for somebody who must be let look at it. @throws Problem NotFound, Forbidden */
export async function readableRow(tx: Tx, ctx: Ctx, asked: string): Promise<ProcessRow> {
  const id = asked.toLowerCase()
  if (!isRowId(id)) throw notFound()
  const row = await rowOf(tx, ctx, id)
  checkReadableRow(ctx.actor, row)
  return row
}
