import { actsAs } from '../../domain/actor.ts'
import type { Actor } from '../../domain/actor.ts'
import { withinLimits } from '../../domain/limits.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { links } from '../../db/schema/person.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'

export type LinkParty = (typeof links.$inferSelect)['party']

/** Whose private links the messages of a process carry; a requester's where its kind says nothing. */
export const linkPartyOf = (kind: string): LinkParty => definitionOf(kind)?.links?.party ?? 'requester'

/** Whether the actor may end the links of a process. */
export function mayReplaceLinks(actor: Actor, row: Pick<ProcessRow, 'kind' | 'data' | 'assigneeId'>): boolean {
  const definition = definitionOf(row.kind)
  const replacedBy = definition?.links?.replacedBy ?? []
  return definition !== undefined && actsAs(actor, withinLimits(definition, replacedBy, row, actor))
}
