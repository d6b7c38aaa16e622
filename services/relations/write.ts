import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { isMutual } from '../../domain/relations.ts'
import type { RelationKind } from '../../domain/relations.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { relations } from '../../db/schema/desk.ts'

export interface NewRelation {
  readonly tenantId: string
  readonly fromId: string
  readonly toId: string
  readonly kind: RelationKind
  /** The name of whoever says so. */
  readonly addedBy: string
  readonly at: Date
}

/** Writes a relation that nobody has said yet, of a directed kind the other way round neither. Answers whether it was new. */
export async function writeRelation(tx: Tx, { tenantId, fromId, toId, kind, addedBy, at }: NewRelation): Promise<boolean> {
  const [one, other] = isMutual(kind) && toId < fromId ? [toId, fromId] : [fromId, toId]
  // Two who say it at once, each its own way round, wait here for one another.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${[one, other].toSorted().join()}, 0))`)
  const between = or(and(eq(relations.fromId, one), eq(relations.toId, other)), and(eq(relations.fromId, other), eq(relations.toId, one)))
  const [said] = await tx
    .select({ id: relations.id })
    .from(relations)
    .where(and(eq(relations.tenantId, tenantId), eq(relations.kind, kind), isNull(relations.removedAt), between))
  if (said) return false
  await tx.insert(relations).values({ id: newId(), tenantId, fromId: one, toId: other, kind, addedBy, addedAt: at })
  return true
}
