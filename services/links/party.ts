import { actsAs } from '../../domain/actor.ts'
import type { Actor } from '../../domain/actor.ts'
import { withinLimits } from '../../domain/limits.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Party } from '../../domain/roles.ts'
import type { links } from '../../db/schema/person.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'

export type LinkParty = (typeof links.$inferSelect)['party']

interface LinksOfKind {
  readonly party: LinkParty
  /** Whoever speaks with that party, and their manager. */
  readonly replacedBy: readonly Party[]
}
const ofTickets: LinksOfKind = { party: 'requester', replacedBy: ['support', 'manager'] }
const ofVisits: LinksOfKind = { party: 'contact', replacedBy: ['rep', 'analyst', 'trainer', 'manager'] }

/** Whose private links the messages of a process carry. */
export const linksOfKind = (kind: string): LinksOfKind => (kind === 'visit' ? ofVisits : ofTickets)

/** Whether the actor may end the links of a process. */
export function mayReplaceLinks(actor: Actor, row: Pick<ProcessRow, 'kind' | 'data' | 'assigneeId'>): boolean {
  const definition = definitionOf(row.kind)
  return definition !== undefined && actsAs(actor, withinLimits(definition, linksOfKind(row.kind).replacedBy, row, actor))
}
