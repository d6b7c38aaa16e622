import type { Actor } from '../domain/actor.ts'
import type { Ctx } from './context.ts'
import { forbidden } from './problem.ts'

export type Staff = Extract<Actor, { readonly kind: 'staff' }>

/** The member of staff who asks. Private links have pages of their own and read nothing here. @throws Problem Forbidden */
export function staffOnly(ctx: Ctx): Staff {
  if (ctx.actor.kind !== 'staff') throw forbidden()
  return ctx.actor
}
