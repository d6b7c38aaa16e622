import type { Actor } from './actor.ts'
import { holds } from './actor.ts'
import type { JsonObject } from './json.ts'
import type { Limit, ProcessDefinition } from './process.ts'
import { mayRead } from './process.ts'
import type { Party } from './roles.ts'
import { isAdministrator, isPersonal, partiesOfRoles } from './roles.ts'

/** What limits look at in a process. */
export interface Limited {
  readonly data: JsonObject
  readonly assigneeId: string | null
}

const fits = (data: JsonObject, limit: Limit): boolean => Object.entries(limit).every(([field, value]) => data[field] === value)

/**
 * The parties of `by` whose people may have to do with this very process: of a personal party its assignee, of a party
 * that the definition limits those processes that are within the limit. Nothing limits an administrator.
 */
export function withinLimits(definition: ProcessDefinition, by: readonly Party[], process: Limited, actor: Actor): readonly Party[] {
  if (actor.kind !== 'staff' || isAdministrator(actor.roles)) return by
  return by.filter(
    (party) => (!isPersonal(party) || holds(actor, process.assigneeId)) && fits(process.data, definition.only?.[party] ?? {}),
  )
}

/** Some processes of a kind: those with these values, and of them, if `own`, those assigned to whoever looks. */
export interface Part {
  readonly own: boolean
  readonly having: Limit
}

/** What somebody may look at among the processes of a kind: all of them, or those within any of the parts. */
export type Reach = 'all' | readonly Part[]

/** The same limits for looking as for doing; who holds several roles sees what each of them may. */
export function reachOf(definition: ProcessDefinition, actor: Actor): Reach {
  if (actor.kind !== 'staff' || !mayRead(definition, actor)) return []
  const held = actor.roles.filter((role) => definition.readBy.includes(role))
  const parties = held.map((role) => partiesOfRoles([role]))
  // A role of no party, an auditor's, does nothing that could be limited.
  if (isAdministrator(held) || parties.some((of) => of.length === 0)) return 'all'
  const parts = parties.flat().map((party): Part => ({ own: isPersonal(party), having: definition.only?.[party] ?? {} }))
  return parts.some(({ own, having }) => !own && Object.keys(having).length === 0) ? 'all' : parts
}

/** True when the actor may look at this very process. */
export function mayLookAt(definition: ProcessDefinition, actor: Actor, process: Limited): boolean {
  const reach = reachOf(definition, actor)
  return reach === 'all' || reach.some(({ own, having }) => (!own || holds(actor, process.assigneeId)) && fits(process.data, having))
}

/** Of the data those fields that limit somebody. */
export function limitingData(definition: ProcessDefinition, data: JsonObject): JsonObject {
  const fields = new Set(Object.values(definition.only ?? {}).flatMap((limit) => Object.keys(limit)))
  return Object.fromEntries([...fields].map((field) => [field, data[field] ?? null]))
}
