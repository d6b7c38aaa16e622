import { ask } from '../../lib/api.ts'
import { kinds } from '../kinds.ts'

export interface Counts {
  readonly inbox: number
  readonly unread: number
  readonly open: Readonly<Record<string, number>>
}

/** The numbers beside the menu's entries. */
export async function readCounts(): Promise<Counts> {
  const [inbox, unread, ...open] = await Promise.all([
    ask<{ count: number }>('inbox.list', { limit: 1 }),
    ask<{ unread: number }>('notification.count'),
    ...kinds.map((one) => ask<{ count: number }>('process.list', { kind: one.kind, open: true, limit: 1 })),
  ])
  return {
    inbox: inbox.count,
    unread: unread.unread,
    open: Object.fromEntries(kinds.map((one, at) => [one.kind, open[at]?.count ?? 0])),
  }
}
