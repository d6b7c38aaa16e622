import { mayLookAt } from '../../../domain/limits.ts'
import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from './process-types.ts'

export type Colleague = Outputs['people']['list']['items'][number]

const freshMs = 5 * 60_000
let held: { readonly at: number; readonly people: Promise<readonly Colleague[]> } | undefined

/** Everybody in the organization; asked once in a while, not by each note on the screen. */
export function readEverybody(): Promise<readonly Colleague[]> {
  if (held !== undefined && Date.now() - held.at < freshMs) return held.people
  const people = api.people.list.query({}).then((found) => found.items)
  held = { at: Date.now(), people }
  people.catch(() => {
    held = undefined
  })
  return people
}

/** Whom a note on a process can be for: a mention of somebody who may not look at it leads nowhere. */
export const readersOf = (people: readonly Colleague[], process: ProcessDetail): readonly Colleague[] => {
  const definition = kindOf(process.kind)
  const limited = { data: process.data, assigneeId: process.assignee?.id ?? null }
  return definition === undefined ? [] : people.filter((person) => mayLookAt(definition, { kind: 'staff', ...person }, limited))
}
