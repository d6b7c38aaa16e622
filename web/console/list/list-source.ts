import type { ExportFormat } from '../../../domain/export-formats.ts'
import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import type { ListQuery } from './list-query.ts'

export type ListPage = Outputs['process']['list']
export type View = Outputs['view']['list']['items'][number]

/** The conditions as the API takes them. Chosen states say themselves whether open or ended is meant. */
export const filterOf = (kind: string, query: ListQuery): Inputs['process']['export'] => ({
  kind,
  ...(query.states.length > 0 ? { states: [...query.states] } : { open: !query.ended }),
  ...(query.waitsFor === undefined ? {} : { waitsFor: query.waitsFor }),
  ...(query.due === undefined ? {} : { due: query.due }),
  ...(query.assignee === undefined ? {} : { assignee: query.assignee }),
  ...(query.mode === undefined ? {} : { mode: [query.mode] }),
  ...(query.moment === undefined ? {} : { moment: query.moment }),
  ...(query.priority === undefined ? {} : { priority: [query.priority] }),
  ...(query.trouble ? { trouble: true } : {}),
  ...(query.text === '' ? {} : { text: query.text }),
  sort: query.sort,
})

export const readList = (kind: string, query: ListQuery, limit: number, cursor?: string): Promise<ListPage> =>
  api.process.list.query({ ...filterOf(kind, query), limit, ...(cursor === undefined ? {} : { cursor }) })
export const readViews = (kind: string): Promise<Outputs['view']['list']> => api.view.list.query({ kind })
export const saveView = (kind: string, name: string, search: string): Promise<unknown> =>
  api.view.save.mutate({ kind, name, query: { search } })
export const changeView = (input: Inputs['view']['change']): Promise<unknown> => api.view.change.mutate(input)
export const removeView = (id: string): Promise<unknown> => api.view.remove.mutate({ id })

/** Where exactly this list is as a file. */
export const exportHref = (kind: string, query: ListQuery, format: ExportFormat): string =>
  `/export/processes.${format}?input=${encodeURIComponent(JSON.stringify(filterOf(kind, query)))}`
