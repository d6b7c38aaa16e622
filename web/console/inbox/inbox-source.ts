import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export const inboxScopes = ['all', 'mine', 'free'] as const
export type InboxScope = (typeof inboxScopes)[number]
export type InboxPage = Outputs['inbox']['list']
export type InboxItem = InboxPage['items'][number]

const pageSize = 100
export const readInbox = (scope: InboxScope, cursor: string | undefined): Promise<InboxPage> =>
  api.inbox.list.query({ scope, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
export const claim = (id: string): Promise<unknown> => api.inbox.claim.mutate({ id })
export const release = (id: string): Promise<unknown> => api.inbox.release.mutate({ id })
