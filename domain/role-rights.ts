import { commonActions } from './common-actions.ts'
import type { CommonActionName } from './common-actions.ts'
import { commonActionBy } from './decide.ts'
import type { Label } from './label.ts'
import { reachOf } from './limits.ts'
import type { ProcessDefinition, StateDef } from './process.ts'
import { isAdministrator, isPersonal, rolesOfParty } from './roles.ts'
import type { Party, Role } from './roles.ts'

/** What a role may: with every process of the kind, with some by their data, with one's own, or with none. */
export type RoleRight = 'all' | 'some' | 'own' | 'none'

/** Something that can be done with processes of a kind, and by which parties. */
export interface Deed {
  readonly name: string
  readonly label: Label
  readonly by: readonly Party[]
}

const start: Label = { ru: 'Создать', en: 'Create' }
const offered: readonly CommonActionName[] = ['assign', 'setPriority', 'setDue', 'cancel', 'retry', 'skip']

/** Everything that people can do with processes of a kind, in the order of its states; an action of several states stands once. */
export function deedsOf(definition: ProcessDefinition): readonly Deed[] {
  const deeds = new Map<string, Deed>([['start', { name: 'start', label: start, by: definition.startBy }]])
  for (const state of Object.values<StateDef>(definition.states))
    for (const [name, { label, by }] of Object.entries(state.actions ?? {}))
      deeds.set(name, { name, label, by: [...new Set([...(deeds.get(name)?.by ?? []), ...by])] })
  const common = offered
    .filter((name) => name !== 'setPriority' || Object.hasOwn(definition.data, 'priority'))
    .map((name): Deed => ({ name, label: commonActions[name].label, by: commonActionBy(definition, name) }))
  return [...deeds.values(), ...common].filter(({ by }) => by.some((party) => rolesOfParty[party].length > 0))
}

/** What the definition lets a role do, of which the same limits hold as when it is done. */
export function rightTo(definition: ProcessDefinition, { by }: Deed, role: Role): RoleRight {
  const parties = by.filter((party) => rolesOfParty[party].includes(role))
  if (parties.length === 0) return 'none'
  const whole = (party: Party): boolean => !isPersonal(party) && definition.only?.[party] === undefined
  if (isAdministrator([role]) || parties.some(whole)) return 'all'
  return parties.every(isPersonal) ? 'own' : 'some'
}

/** The same for looking. */
export function rightToRead(definition: ProcessDefinition, role: Role): RoleRight {
  const reach = reachOf(definition, { kind: 'staff', id: role, name: '', roles: [role] })
  if (reach === 'all') return 'all'
  if (reach.length === 0) return 'none'
  return reach.every(({ own }) => own) ? 'own' : 'some'
}
