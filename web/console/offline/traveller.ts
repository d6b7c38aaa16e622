import { createSignal } from 'solid-js'
import type { Actor } from '../../../domain/actor.ts'
import { isAdministrator, isPersonal, partiesOfRoles } from '../../../domain/roles.ts'
import { setDraftOwner } from '../../lib/owner.ts'
import type { Me } from '../session/session-source.ts'

interface Traveller {
  /** The organization and the person. */
  readonly key: string
  readonly actor: Extract<Actor, { kind: 'staff' }>
}
const [held, setTraveller] = createSignal<Traveller>()

/** Who works on the road with this browser, so that it keeps what they need without a network; undefined for anybody else. */
export const traveller = held

/** True for people with processes of their own to visit: what they see is little, and theirs alone. */
const travels = ({ user }: Me): boolean => !isAdministrator(user.roles) && partiesOfRoles(user.roles).some(isPersonal)

/** Says who is signed in. */
export function setSignedIn(me: Me | null): void {
  const key = me === null ? undefined : `${me.organization.id}.${me.user.id}`
  setDraftOwner(key)
  if (me === null || key === undefined || !travels(me)) {
    setTraveller(undefined)
    return
  }
  const { id, name, roles } = me.user
  setTraveller((before) => (before?.key === key ? before : { key, actor: { kind: 'staff', id, name, roles } }))
}
