import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export type Notification = Outputs['notification']['list']['items'][number]
export const readNotifications = (unread: boolean, cursor: string | undefined): Promise<Outputs['notification']['list']> =>
  api.notification.list.query({ limit: 50, ...(unread ? { unread } : {}), ...(cursor === undefined ? {} : { cursor }) })
/** Marks these, or all that came up to now. */
export const markRead = (ids: readonly string[] | 'all'): Promise<unknown> =>
  api.notification.read.mutate({ ids: ids === 'all' ? 'all' : [...ids] })
