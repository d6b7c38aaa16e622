import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf, processes } from '../../domain/processes.ts'
import { partiesOfRoles } from '../../domain/roles.ts'
import type { Role } from '../../domain/roles.ts'

const kinds: readonly ProcessDefinition[] = Object.values(processes)

/** The kinds that these roles may look at, in the order of the menu. */
export const kindsFor = (roles: readonly Role[]): readonly ProcessDefinition[] =>
  kinds.filter((kind) => kind.readBy.some((role) => roles.includes(role)))

/** The kinds that these roles may start. */
export const startableFor = (roles: readonly Role[]): readonly ProcessDefinition[] => {
  const parties = partiesOfRoles(roles)
  return kindsFor(roles).filter((kind) => kind.startBy.some((party) => parties.includes(party)))
}

/** The definition of a kind; undefined for a name nobody declared (an old link, a typo). */
export const kindOf = (name: string): ProcessDefinition | undefined => definitionOf(name)
