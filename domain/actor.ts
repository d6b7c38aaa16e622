import type { Party, Role } from './roles.ts'
import { rolesOfParty } from './roles.ts'

/** Who does something: a member of staff, the holder of a private link, another program, or the process itself. */
export type Actor =
  | {
      readonly kind: 'staff'
      readonly id: string
      readonly name: string
      readonly roles: readonly Role[]
      /** Who is away meanwhile and has this person stand in. */
      readonly standsFor?: readonly string[]
    }
  | { readonly kind: 'link'; readonly id: string; readonly name: string; readonly party: 'requester' | 'contact' }
  | { readonly kind: 'integration'; readonly id: string; readonly name: string }
  | { readonly kind: 'machine'; readonly id: string; readonly name: string }

export const machine: Actor = { kind: 'machine', id: 'machine', name: 'Vekha' }

/** The people whose work is the actor's: oneself, and whoever is away and has them stand in. */
export const workedFor = (actor: Actor): readonly string[] => [actor.id, ...(actor.kind === 'staff' ? (actor.standsFor ?? []) : [])]

/** True of what is assigned to the actor, or to somebody they stand in for. */
export const holds = (actor: Actor, assigneeId: string | null): boolean => assigneeId !== null && workedFor(actor).includes(assigneeId)

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
