import { encodeCursor } from '../../../services/cursor.ts'
import type { AppRouter } from '../../../api/router.ts'
import type { inferRouterInputs } from '@trpc/server'
import type { BenchContext, Scenario } from '../scenario.ts'
import { measureCold, measureWarm } from './measure.ts'
import type { Reading } from './measure.ts'
import { millionProcesses } from './million-processes.ts'
import { openReadingSite } from './site.ts'
import type { ReadingSite } from './site.ts'

type ListInput = inferRouterInputs<AppRouter>['process']['list']

const kind = 'ticket'
const sorts = ['changed', 'started', 'due', 'number', 'priority'] as const

const filters: readonly (readonly [string, ListInput])[] = [
  ['everything', { kind }],
  ['open', { kind, open: true }],
  ['ended', { kind, open: false }],
  ['one state, small', { kind, states: ['inProgress'] }],
  ['one state, nearly all', { kind, states: ['closed'] }],
  ['three states', { kind, states: ['registered', 'inProgress', 'clarification'] }],
  ['mine, open', { kind, assignee: 'me', open: true }],
  ['mine, ever', { kind, assignee: 'me' }],
  ['nobody’s, open', { kind, assignee: 'none', open: true }],
  ['nobody’s, ever', { kind, assignee: 'none' }],
  ['waits for support', { kind, waitsFor: 'support' }],
  ['waits for requester, by due', { kind, waitsFor: 'requester', sort: 'due' }],
  ['late', { kind, open: true, due: 'late', sort: 'due' }],
  ['due today', { kind, open: true, due: 'today', sort: 'due' }],
  ['due this week', { kind, due: 'week' }],
  ['critical, open', { kind, open: true, priority: 'critical' }],
  ['critical, ever', { kind, priority: 'critical' }],
  ['low or normal, ever', { kind, priority: ['low', 'normal'] }],
  ['by phone', { kind, channel: 'phone' }],
  ['problems', { kind, requestType: 'problem' }],
  ['in trouble', { kind, open: true, trouble: true }],
  ['closed, critical, by phone', { kind, states: ['closed'], priority: 'critical', channel: 'phone' }],
  ['ended, mine, incidents, by mail', { kind, open: false, assignee: 'me', requestType: 'incident', channel: 'mail' }],
  ['open, late, mine, high', { kind, open: true, due: 'late', assignee: 'me', priority: 'high' }],
  ['closed, by priority', { kind, states: ['closed'], sort: 'priority' }],
  ['by phone, by start', { kind, channel: 'phone', sort: 'started' }],
  ['mine ever, by due', { kind, assignee: 'me', sort: 'due' }],
]

const sortKeys = {
  changed: 'changed_at',
  started: 'started_at',
  due: 'due_key',
  number: 'number',
  priority: 'priority_rank',
} as const

/** The cursor behind so many rows of a sort, as the page before it would give it. */
async function cursorAt(site: ReadingSite, by: (typeof sorts)[number], rows: number): Promise<string> {
  const direction = by === 'changed' || by === 'started' ? 'desc' : 'asc'
  const column = sortKeys[by]
  const [row] = await site.ask<{ key: string; id: string }>(
    `SELECT ${column}::text AS key, id FROM processes WHERE tenant_id = (SELECT id FROM organizations WHERE slug = 'demo') AND kind = $1
     ORDER BY ${column} ${direction}, id ${direction} OFFSET $2 LIMIT 1`,
    [kind, rows],
  )
  if (!row) throw new Error(`The list has fewer than ${String(rows)} rows`)
  return encodeCursor({ sort: `${by}:${direction}`, key: row.key, id: row.id })
}

async function listReadings(site: ReadingSite): Promise<Reading[]> {
  const { list } = site.support.trpc.process
  const readings: Reading[] = filters.map(([what, input]) => ({ what: `list, ${what}`, read: () => list.query(input) }))
  for (const by of sorts) {
    readings.push({ what: `list by ${by}, first page`, read: () => list.query({ kind, sort: by }) })
    for (const [depth, rows] of [
      ['middle', 450_000],
      ['deep', 880_000],
    ] as const) {
      const cursor = await cursorAt(site, by, rows)
      readings.push({ what: `list by ${by}, ${depth} page`, read: () => list.query({ kind, sort: by, cursor }) })
    }
  }
  return readings
}

async function run(context: BenchContext) {
  const site = await openReadingSite(context, millionProcesses)
  try {
    const readings = await listReadings(site)
    const warm = await measureWarm(readings, site, context)
    return [...warm, ...(await measureCold(readings, site, context))]
  } finally {
    await site.close()
  }
}

/** `process.list` with every filter, sort and depth. */
export const lists: Scenario = { name: 'lists', about: 'process.list at a million processes: filters, sorts, pages', run }
