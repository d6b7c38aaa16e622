import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import { failureOf } from '../../lib/failure.ts'
import { newId } from '../../lib/new-id.ts'
import { readOrKept } from '../offline/kept.ts'

export const inboxScopes = ['all', 'mine', 'free'] as const
export type InboxScope = (typeof inboxScopes)[number]
export type InboxPage = Outputs['inbox']['list']
export type InboxItem = InboxPage['items'][number]

const pageSize = 100
export const readInbox = (scope: InboxScope, cursor: string | undefined): Promise<InboxPage> =>
  cursor === undefined
    ? readOrKept('inbox', scope, () => api.inbox.list.query({ scope, limit: pageSize }))
    : api.inbox.list.query({ scope, limit: pageSize, cursor })
export const claim = (id: string): Promise<unknown> => api.inbox.claim.mutate({ id })

/** Gives a task back to everybody; where the whole process is assigned, that is taken back too. */
export async function release(id: string): Promise<void> {
  try {
    await api.inbox.release.mutate({ id })
  } catch (error) {
    if (failureOf(error).kind !== 'conflict') throw error
    await api.process.assign.mutate({ id, assigneeId: null, requestId: newId() })
  }
}
