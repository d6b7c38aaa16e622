import type { SQL } from 'drizzle-orm'
import { workedFor } from '../../domain/actor.ts'
import type { Actor } from '../../domain/actor.ts'
import { reachOf } from '../../domain/limits.ts'
import { visit } from '../../domain/visit.ts'
import type { LimitedColumns } from '../readable.ts'

/** Whose visits are all that the actor may look at: their own and those of whom they stand in for; undefined for who sees others' too. */
export function onlyVisitsOf(actor: Actor): readonly string[] | undefined {
  const reach = reachOf(visit, actor)
  return reach !== 'all' && reach.every(({ own }) => own) ? workedFor(actor) : undefined
}

/** Where a table of visits keeps what limits look at: whose they are, and how they are held. */
export const limitedBy = (assigneeId: SQL, mode: SQL): LimitedColumns => ({
  assigneeId,
  field(name) {
    if (name !== 'mode') throw new Error('Visits can not be limited by other fields than the mode')
    return mode
  },
})
