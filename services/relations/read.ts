import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { RelationEnd, RelationKind } from '../../domain/relations.ts'
import type { Tx } from '../../db/client.ts'
import { relations } from '../../db/schema/desk.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { neighboursOf, relatedColumns } from '../process/neighbours.ts'
import type { RelatedProcess } from '../process/neighbours.ts'
import { readableRow } from '../process/row-of.ts'
import { readableRows } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'

export interface Relation {
  /** Null for what the process's own data say: nobody can take that away. */
  readonly id: string | null
  readonly kind: RelationKind
  /** Which end this process is. */
  readonly end: RelationEnd
  readonly other: RelatedProcess
}

/** Every relation that was ever said of a process and leads to one that the reader may look at, the oldest first. */
export async function storedRelations(tx: Tx, ctx: Ctx, processId: string) {
  const rows = await tx
    .select({ relation: relations, other: relatedColumns })
    .from(relations)
    .innerJoin(
      processes,
      sql`${processes.id} = CASE WHEN ${relations.fromId} = ${processId} THEN ${relations.toId} ELSE ${relations.fromId} END`,
    )
    .where(
      and(
        eq(relations.tenantId, ctx.tenantId),
        or(eq(relations.fromId, processId), eq(relations.toId, processId)),
        eq(processes.tenantId, ctx.tenantId),
        readableRows(ctx.actor),
      ),
    )
    .orderBy(asc(relations.addedAt), asc(relations.id))
  return rows.map(({ relation, other }) => {
    const end: RelationEnd = relation.fromId === processId ? 'from' : 'to'
    return { ...relation, end, other }
  })
}

/**
 * What a process belongs together with: what people said, and what its own data say it goes on with. Both said is told once.
 * @throws Problem NotFound, Forbidden
 */
export async function listRelations({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string }
}): Promise<{ readonly items: readonly Relation[] }> {
  staffOnly(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    const said = (await storedRelations(tx, ctx, row.id)).filter((one) => one.removedAt === null)
    const stored = said.map(({ id, kind, end, other }): Relation => ({ id, kind, end, other }))
    const inherent = (await neighboursOf(tx, ctx, row)).map(({ before, ...other }): Relation => {
      const end: RelationEnd = before ? 'from' : 'to'
      return { id: null, kind: 'continues', end, other }
    })
    const told = (one: Relation): boolean =>
      stored.some(({ kind, end, other }) => kind === one.kind && end === one.end && other.id === one.other.id)
    return { items: [...inherent.filter((one) => !told(one)), ...stored] }
  })
}
