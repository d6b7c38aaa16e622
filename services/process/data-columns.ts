import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { processes as definitions } from '../../domain/processes.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { JsonObject } from '../../domain/json.ts'

// Generated columns, of which only the migrations know: an index can be used of a column, and not of what lies in the data.
const columns: { readonly [field: string]: SQL | undefined } = {
  requestType: sql`processes.request_type`,
  channel: sql`processes.channel`,
  mode: sql`processes.mode`,
}

/** A field of the data as what a condition compares. */
export const dataField = (field: string): SQL => columns[field] ?? sql`processes.data ->> ${field}`

/** The instant that a process is about, as ISO text that sorts by time; empty where its kind has none. */
export const moment = sql`processes.moment`

const listedOf = ({ columns: shown = [], data }: ProcessDefinition): string[] => shown.filter((name) => Object.hasOwn(data, name))

const cases = Object.values<ProcessDefinition>(definitions).flatMap((definition) => {
  const fields = listedOf(definition)
  if (fields.length === 0) return []
  const marks = Object.keys(definition.marks ?? {}).map((field) => sql`${field}::text, processes.data ? ${field}`)
  const pairs = [...fields.map((field) => sql`${field}::text, processes.data -> ${field}`), ...marks]
  return [sql`WHEN ${definition.kind} THEN jsonb_build_object(${sql.join(pairs, sql`, `)})`]
})

/** Of the data what the list of the kind shows, and whether it has what is marked; the rest, which can be long, stays in the database. */
export const listed = sql<JsonObject>`CASE processes.kind ${sql.join(cases, sql` `)} ELSE '{}'::jsonb END`
