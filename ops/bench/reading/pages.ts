import type { BenchContext, Scenario } from '../scenario.ts'
import { measureCold, measureWarm } from './measure.ts'
import type { Reading } from './measure.ts'
import { millionProcesses } from './million-processes.ts'
import { openReadingSite } from './site.ts'
import type { ReadingSite } from './site.ts'

const kind = 'ticket'
const dayMs = 86_400_000
const ago = (days: number): string => new Date(Date.now() - days * dayMs).toISOString()

async function pageReadings({ manager, support, ask }: ReadingSite): Promise<Reading[]> {
  const ids = await ask<{ id: string }>(
    `SELECT id FROM processes WHERE tenant_id = (SELECT id FROM organizations WHERE slug = 'demo') ORDER BY md5(id::text) LIMIT 300`,
  )
  const nth = (turn: number): string => ids[turn % ids.length]?.id ?? ''
  return [
    { what: 'map, 30 days', read: () => manager.trpc.process.map.query({ kind }) },
    { what: 'map, 7 days', read: () => manager.trpc.process.map.query({ kind, from: ago(7) }) },
    { what: 'map, 90 days', read: () => manager.trpc.process.map.query({ kind, from: ago(90) }) },
    { what: 'map, 3 years', read: () => manager.trpc.process.map.query({ kind, from: ago(1_095) }) },
    { what: 'counters of the menu', read: () => support.trpc.inbox.counts.query() },
    { what: 'inbox, all', read: () => support.trpc.inbox.list.query({ scope: 'all' }) },
    { what: 'inbox, mine', read: () => support.trpc.inbox.list.query({ scope: 'mine' }) },
    { what: 'inbox, free', read: () => support.trpc.inbox.list.query({ scope: 'free' }) },
    { what: 'inbox, a manager’s', read: () => manager.trpc.inbox.list.query({ scope: 'all' }) },
    { what: 'process page', read: (turn) => support.trpc.process.get.query({ id: nth(turn) }) },
    { what: 'history page', read: (turn) => support.trpc.process.history.query({ id: nth(turn) }) },
    { what: 'notifications', read: () => manager.trpc.notification.list.query({}) },
    { what: 'notifications, unread', read: () => manager.trpc.notification.list.query({ unread: true }) },
    { what: 'session', read: () => support.trpc.session.me.query() },
  ]
}

async function run(context: BenchContext) {
  const site = await openReadingSite(context, millionProcesses)
  try {
    const readings = await pageReadings(site)
    const warm = await measureWarm(readings, site, context)
    return [...warm, ...(await measureCold(readings, site, context))]
  } finally {
    await site.close()
  }
}

/** What the screens besides the list ask for. */
export const pages: Scenario = { name: 'pages', about: 'map, counters, inbox, process, history, notifications at a million processes', run }
