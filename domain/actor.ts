import type { Party, Role } from './roles.ts'
import { rolesOfParty } from './roles.ts'

/** Who does something: a member of staff, the holder of a private link, another program, or the process itself. */
export type Actor =
  | { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly roles: readonly Role[] }
  | { readonly kind: 'link'; readonly id: string; readonly name: string; readonly party: 'requester' | 'contact' }
  | { readonly kind: 'integration'; readonly id: string; readonly name: string }
  | { readonly kind: 'machine'; readonly id: string; readonly name: string }

export const machine: Actor = { kind: 'machine', id: 'machine', name: 'Vekha' }

/** True when the actor belongs to one of the parties. */
export function actsAs(actor: Actor, by: readonly Party[]): boolean {
  switch (actor.kind) {
    case 'staff':
      return by.some((party) => rolesOfParty[party].some((role) => actor.roles.includes(role)))
    case 'link':
      return by.includes(actor.party)
    case 'integration':
      return by.includes('integration')
    case 'machine':
      return by.includes('machine')
  }
}
