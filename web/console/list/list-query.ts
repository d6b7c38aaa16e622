import { useSearchParams } from '@solidjs/router'
import { createMemo } from 'solid-js'
import { momentPeriods } from '../../../domain/calendar/moment-window.ts'
import type { MomentPeriod } from '../../../domain/calendar/moment-window.ts'
import type { Party } from '../../../domain/roles.ts'
import { parties } from '../../../domain/roles.ts'
import type { Sort } from '../../ui/data-table.tsx'

export const dueFilters = ['late', 'today', 'week'] as const
export const sortable = ['changed', 'started', 'due', 'number', 'priority', 'moment'] as const
export type SortKey = (typeof sortable)[number]

/** What a list shows, as its address says. */
export interface ListQuery {
  readonly states: readonly string[]
  readonly waitsFor: Party | undefined
  readonly due: (typeof dueFilters)[number] | undefined
  /** `me`, `none`, or somebody's id. */
  readonly assignee: string | undefined
  readonly mode: string | undefined
  readonly moment: MomentPeriod | undefined
  readonly priority: string | undefined
  readonly trouble: boolean
  readonly ended: boolean
  readonly text: string
  readonly sort: { readonly by: SortKey; readonly descending: boolean }
}

type Raw = string | string[] | undefined
const one = (raw: Raw): string | undefined => (Array.isArray(raw) ? raw[0] : raw === '' ? undefined : raw)
const among = <T extends string>(known: readonly T[], raw: Raw): T | undefined => known.find((value) => value === one(raw))

function sortFrom(raw: Raw): ListQuery['sort'] {
  const text = one(raw) ?? '-changed'
  return { by: among(sortable, text.replace('-', '')) ?? 'changed', descending: text.startsWith('-') }
}

export type QueryPatch = Readonly<Record<string, string | null>>

const conditionNames = ['state', 'waits', 'due', 'who', 'mode', 'when', 'priority', 'trouble', 'ended', 'q'] as const

/** The list's conditions live in the address, so that a link shows the same to a colleague. */
export function useListQuery() {
  const [params, setParams] = useSearchParams()
  const query = createMemo((): ListQuery => ({
    states: one(params['state'])?.split('.').filter(Boolean) ?? [],
    waitsFor: among(parties, params['waits']),
    due: among(dueFilters, params['due']),
    assignee: one(params['who']),
    mode: one(params['mode']),
    moment: among(momentPeriods, params['when']),
    priority: one(params['priority']),
    trouble: one(params['trouble']) === '1',
    ended: one(params['ended']) === '1',
    text: one(params['q']) ?? '',
    sort: sortFrom(params['sort']),
  }))
  const patch = (next: QueryPatch): void => setParams({ ...next, row: null }, { scroll: false })
  return {
    query,
    patch,
    toggleState: (state: string): void => {
      const held = query().states
      const next = held.includes(state) ? held.filter((name) => name !== state) : [...held, state]
      patch({ state: next.length === 0 ? null : next.join('.') })
    },
    setSort: (sort: Sort): void => patch({ sort: `${sort.descending ? '-' : ''}${sort.by}` }),
    clear: (): void => patch(Object.fromEntries(conditionNames.map((name) => [name, null]))),
    row: (): string | undefined => one(params['row']),
    setRow: (id: string): void => setParams({ row: id }, { replace: true, scroll: false }),
    view: (): 'map' | 'list' => (one(params['view']) === 'list' ? 'list' : 'map'),
    setView: (view: 'map' | 'list'): void => setParams({ view: view === 'map' ? null : view }, { scroll: false }),
    days: (): number => Math.min(366, Math.max(1, Number(one(params['days'])) || 30)),
    setDays: (days: number): void => setParams({ days: days === 30 ? null : String(days) }, { scroll: false }),
  }
}
export type ListState = ReturnType<typeof useListQuery>

/** The conditions as the text after `?`, for saved views. */
export function queryText(query: ListQuery): string {
  const pairs: [string, string | undefined][] = [
    ['state', query.states.join('.') || undefined],
    ['waits', query.waitsFor],
    ['due', query.due],
    ['who', query.assignee],
    ['mode', query.mode],
    ['when', query.moment],
    ['priority', query.priority],
    ['trouble', query.trouble ? '1' : undefined],
    ['ended', query.ended ? '1' : undefined],
    ['q', query.text || undefined],
    ['sort', query.sort.by === 'changed' && query.sort.descending ? undefined : `${query.sort.descending ? '-' : ''}${query.sort.by}`],
  ]
  return new URLSearchParams(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString()
}
