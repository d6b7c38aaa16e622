import type { ProcessDefinition } from '../../../domain/process.ts'
import { api } from '../../lib/api.ts'

export interface Counts {
  readonly inbox: number
  readonly unread: number
  readonly open: Readonly<Record<string, number>>
}

/** The numbers beside the menu's entries. */
export async function readCounts(kinds: readonly ProcessDefinition[]): Promise<Counts> {
  const [inbox, unread, ...open] = await Promise.all([
    api.inbox.list.query({ limit: 1 }),
    api.notification.count.query(),
    ...kinds.map((one) => api.process.list.query({ kind: one.kind, open: true, limit: 1 })),
  ])
  return {
    inbox: inbox.count,
    unread: unread.unread,
    open: Object.fromEntries(kinds.map((one, at) => [one.kind, open[at]?.count ?? 0])),
  }
}
