import { inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { users } from '../../db/schema/person.ts'

/** A person as a row shows one. */
export interface PersonName {
  readonly id: string
  readonly name: string
}

/** The names of people of the organization, in one query; whoever left it has none. */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))]
  if (wanted.length === 0) return new Map()
  const rows = await tx.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, wanted))
  return new Map(rows.map((row) => [row.id, row.name]))
}
