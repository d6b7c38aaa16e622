import type { RelationEnd, RelationKind } from '../../domain/relations.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { storedRelations } from '../relations/read.ts'
import type { RelatedProcess } from './neighbours.ts'

/** A relation that was said, or taken away, as a line of the history. */
export interface RelationItem {
  readonly type: 'relation'
  readonly id: string
  readonly at: Date
  readonly removed: boolean
  readonly kind: RelationKind
  readonly end: RelationEnd
  readonly actorName: string
  readonly other: RelatedProcess
}

export async function relationItems(tx: Tx, ctx: Ctx, processId: string): Promise<RelationItem[]> {
  const stored = await storedRelations(tx, ctx, processId)
  return stored.flatMap(({ id, kind, end, other, addedBy, addedAt, removedBy, removedAt, removalId }): RelationItem[] => {
    const said = { type: 'relation', kind, end, other } as const
    const added = { ...said, id, at: addedAt, removed: false, actorName: addedBy }
    return removedAt === null || removalId === null
      ? [added]
      : [added, { ...said, id: removalId, at: removedAt, removed: true, actorName: removedBy ?? '' }]
  })
}
