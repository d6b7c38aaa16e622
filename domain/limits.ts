import type { Actor } from './actor.ts'
import type { JsonObject } from './json.ts'
import type { ProcessDefinition } from './process.ts'
import type { Party } from './roles.ts'
import { isAdministrator, isPersonal } from './roles.ts'

/**
 * The parties of `by` whose people may have to do with this very process: of a personal party its assignee, of a party
 * that the definition limits those processes that are within the limit. Nothing limits an administrator.
 */
export function withinLimits(
  definition: ProcessDefinition,
  by: readonly Party[],
  process: { readonly data: JsonObject; readonly assigneeId: string | null },
  actor: Actor,
): readonly Party[] {
  if (actor.kind !== 'staff' || isAdministrator(actor.roles)) return by
  return by.filter((party) => (!isPersonal(party) || process.assigneeId === actor.id) && definition.only?.[party]?.(process.data) !== false)
}
