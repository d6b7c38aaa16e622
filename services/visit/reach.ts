import { workedFor } from '../../domain/actor.ts'
import type { Actor } from '../../domain/actor.ts'
import { reachOf } from '../../domain/limits.ts'
import { visit } from '../../domain/visit.ts'

/** Whose visits are all that the actor may look at: their own and those of whom they stand in for; undefined for who sees others' too. */
export function onlyVisitsOf(actor: Actor): readonly string[] | undefined {
  const reach = reachOf(visit, actor)
  return reach !== 'all' && reach.every(({ own }) => own) ? workedFor(actor) : undefined
}
