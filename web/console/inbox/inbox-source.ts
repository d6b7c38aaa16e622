import { ask, send } from '../../lib/api.ts'
import type { ProcessRow } from '../process/process-types.ts'

export const inboxScopes = ['all', 'mine', 'free'] as const
export type InboxScope = (typeof inboxScopes)[number]

/** Steps that wait for the reader's parties, and what the reader waits for (`waiting`). */
export interface InboxPage {
  readonly items: readonly InboxItem[]
  readonly count: number
  readonly nextCursor: string | null
}
export interface InboxItem extends ProcessRow {
  /** The ball is with somebody else; the reader only follows. */
  readonly waiting: boolean
}

export const readInbox = (scope: InboxScope): Promise<InboxPage> => ask('inbox.list', { scope, limit: 200 })
export const claim = (id: string): Promise<unknown> => send('inbox.claim', { id })
export const release = (id: string): Promise<unknown> => send('inbox.release', { id })
