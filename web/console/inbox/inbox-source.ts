import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export const inboxScopes = ['all', 'mine', 'free'] as const
export type InboxScope = (typeof inboxScopes)[number]
export type InboxPage = Outputs['inbox']['list']
export type InboxItem = InboxPage['items'][number]

const asked = (scope: InboxScope): Inputs['inbox']['list'] => ({ scope, limit: 200 })
export const readInbox = (scope: InboxScope): Promise<InboxPage> => api.inbox.list.query(asked(scope))
export const claim = (id: string): Promise<unknown> => api.inbox.claim.mutate({ id })
export const release = (id: string): Promise<unknown> => api.inbox.release.mutate({ id })
