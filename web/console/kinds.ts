import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf, processes } from '../../domain/processes.ts'
import { isPersonal, partiesOfRoles } from '../../domain/roles.ts'
import type { Party, Role } from '../../domain/roles.ts'

/** Every kind there is. */
export const kinds: readonly ProcessDefinition[] = Object.values(processes)

/** The kinds that these roles may look at, in the order of the menu. */
export const kindsFor = (roles: readonly Role[]): readonly ProcessDefinition[] =>
  kinds.filter((kind) => kind.readBy.some((role) => roles.includes(role)))

/** May these roles look at visits, and so at how they went? */
export const mayReadVisits = (roles: readonly Role[]): boolean => kindsFor(roles).includes(processes.visit)

/** The kinds that these roles may start. */
export const startableFor = (roles: readonly Role[]): readonly ProcessDefinition[] => {
  const parties = partiesOfRoles(roles)
  return kindsFor(roles).filter((kind) => kind.startBy.some((party) => parties.includes(party)))
}

/** The party whose people a list is narrowed to one of; undefined where nobody is always assigned, or one sees one's own only. */
export const partyToChoose = ({ assignee }: ProcessDefinition, roles: readonly Role[]): Party | undefined =>
  assignee !== undefined && partiesOfRoles(roles).every(isPersonal) ? undefined : assignee

/** The definition of a kind; undefined for a name nobody declared (an old link, a typo). */
export const kindOf = (name: string): ProcessDefinition | undefined => definitionOf(name)
