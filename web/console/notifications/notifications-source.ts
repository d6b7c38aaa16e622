import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export type Notification = Outputs['notification']['list']['items'][number]
export const readNotifications = (unread: boolean): Promise<Outputs['notification']['list']> =>
  api.notification.list.query({ limit: 100, ...(unread ? { unread } : {}) })
/** Marks these, or all that came up to now. */
export const markRead = (ids: readonly string[] | 'all'): Promise<unknown> =>
  api.notification.read.mutate({ ids: ids === 'all' ? 'all' : [...ids] })
