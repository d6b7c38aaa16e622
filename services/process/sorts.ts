import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { definitionOf } from '../../domain/processes.ts'
import { Problem } from '../problem.ts'
import type { Cursor } from '../cursor.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { moment } from './data-columns.ts'

export const processSorts = ['changed', 'started', 'due', 'number', 'priority', 'moment'] as const
export type ProcessSort = (typeof processSorts)[number]
type Direction = 'asc' | 'desc'
/** By what a list is sorted; left out, each has its natural direction. */
export interface SortBy {
  readonly by: ProcessSort
  readonly descending?: boolean | undefined
}

interface Sorting {
  readonly column: SQL
  readonly type: SQL
  readonly shape: RegExp
  readonly direction: Direction
  /** What the index on it holds, if not all. */
  readonly where?: SQL
}

// As Postgres writes it whatever its session's zone; the years are those a calendar can hold.
const instantText = /^(?:infinity|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::?\d{2})?)$/
const instant = { type: sql`timestamptz`, shape: instantText } as const

const sortings: Readonly<Record<ProcessSort, Sorting>> = {
  changed: { ...instant, column: sql`processes.changed_at`, direction: 'desc' },
  started: { ...instant, column: sql`processes.started_at`, direction: 'desc' },
  due: { ...instant, column: sql`processes.due_key`, direction: 'asc' },
  number: { column: sql`processes.number`, type: sql`text`, shape: /^[\p{L}\p{N}-]{1,40}$/u, direction: 'asc' },
  priority: { column: sql`processes.priority_rank`, type: sql`smallint`, shape: /^\d$/, direction: 'asc' },
  moment: {
    column: moment,
    type: sql`text`,
    shape: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
    direction: 'asc',
    where: sql`${moment} <> ''`,
  },
}

/** How a list is ordered, and how a page goes on where the last one ended. */
export interface Order {
  readonly column: SQL
  readonly key: SQL<string>
  readonly orderBy: SQL
  /** What has a place in it, if not all has. */
  readonly where: SQL | undefined
  after(cursor: string): SQL
  cursorOf(row: { readonly sortKey: string; readonly id: string }): string
}

/**
 * The order of a sort, the last changed first when left out. @throws Problem BadInput for the moment of what has none; from
 * `after` for a foreign cursor
 */
export function orderOf(sort: SortBy = { by: 'changed' }, kind?: string): Order {
  if (sort.by === 'moment' && definitionOf(kind ?? '')?.moment === undefined)
    throw new Problem('BadInput', { ru: 'По этому такой список не упорядочить', en: 'Such a list can’t be sorted by this' })
  const { column, type, shape, direction, where } = sortings[sort.by]
  const dir = sort.descending === undefined ? direction : sort.descending ? 'desc' : 'asc'
  const name = `${sort.by}:${dir}`
  return {
    column,
    key: sql<string>`${column}::text`,
    where,
    orderBy: dir === 'asc' ? sql`${column} ASC, processes.id ASC` : sql`${column} DESC, processes.id DESC`,
    after(text) {
      const cursor: Cursor = decodeCursor(text, name, shape)
      const start = sql`(${cursor.key}::${type}, ${cursor.id}::uuid)`
      return dir === 'asc' ? sql`(${column}, processes.id) > ${start}` : sql`(${column}, processes.id) < ${start}`
    },
    cursorOf: (row) => encodeCursor({ sort: name, key: row.sortKey, id: row.id }),
  }
}
