import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { readCursor, writeCursor } from '../cursor.ts'

export const pageSize = 50

/** A page of a list by name. */
export interface NamePage<Row> {
  readonly items: readonly Row[]
  readonly nextCursor: string | null
}

/** What stands after the cursor in a list by name and id. @throws Problem BadInput for a cursor that is none */
export function afterName(
  columns: { readonly name: PgColumn | SQL; readonly id: PgColumn | SQL },
  cursor: string | undefined,
): SQL | undefined {
  if (cursor === undefined) return undefined
  const [name, id] = readCursor(cursor, 2)
  return sql`(${columns.name}, ${columns.id}::text) > (${name}, ${id})`
}

/** Cuts a page from one row more than it holds; `nameOf` tells by what name a row is listed. */
export function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], nameOf: (row: Row) => string): NamePage<Row> {
  const items = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? items.at(-1) : undefined
  return { items, nextCursor: last ? writeCursor([nameOf(last), last.id]) : null }
}
