import { ticketHooks } from '../ticket/on-move.ts'
import { visitHooks } from '../visit/on-move.ts'
import type { KindHooks } from './on-move.ts'

/** The part of a record that each kind owns. */
const hooks: { readonly [kind: string]: KindHooks | undefined } = { ticket: ticketHooks, visit: visitHooks }

/** @throws when a kind has a definition but no hooks, which a test catches */
export function hooksOf(kind: string): KindHooks {
  const found = hooks[kind]
  if (!found) throw new Error(`No hooks for ${kind}`)
  return found
}
