import { ask, send } from '../../lib/api.ts'
import type { ProcessRow } from '../process/process-types.ts'
import type { ListQuery } from './list-query.ts'

export interface ListPage {
  readonly items: readonly ProcessRow[]
  readonly nextCursor: string | null
  /** Exact up to 10,000; above it `countIsMore`. */
  readonly count: number
  readonly countIsMore: boolean
}
export interface View {
  readonly id: string
  readonly name: string
  readonly query: { readonly search: string }
}

/** The conditions as the API takes them. */
export const filterOf = (kind: string, query: ListQuery) => ({
  kind,
  ...(query.states.length > 0 ? { states: query.states } : {}),
  ...(query.waitsFor === undefined ? {} : { waitsFor: query.waitsFor }),
  ...(query.due === undefined ? {} : { due: query.due }),
  ...(query.assignee === undefined ? {} : { assignee: query.assignee }),
  ...(query.priority === undefined ? {} : { priority: query.priority }),
  ...(query.trouble ? { trouble: true } : {}),
  ...(query.text === '' ? {} : { text: query.text }),
  ...(query.states.length === 0 ? { open: !query.ended } : {}),
  sort: query.sort,
})

export const readList = (kind: string, query: ListQuery, limit: number, cursor?: string): Promise<ListPage> =>
  ask('process.list', { ...filterOf(kind, query), limit, ...(cursor === undefined ? {} : { cursor }) })
export const readViews = (kind: string): Promise<{ readonly items: readonly View[] }> => ask('view.list', { kind })
export const saveView = (kind: string, name: string, search: string): Promise<unknown> =>
  send('view.save', { kind, name, query: { search } })

/** Where the CSV of exactly this list is. */
export const exportHref = (kind: string, query: ListQuery): string =>
  `/export/processes.csv?input=${encodeURIComponent(JSON.stringify(filterOf(kind, query)))}`
