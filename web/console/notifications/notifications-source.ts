import type { Label } from '../../../domain/label.ts'
import { ask, send } from '../../lib/api.ts'

export interface Notification {
  readonly id: string
  readonly processId: string
  readonly kind: 'assigned' | 'mention' | 'answer' | 'reminder' | 'escalation' | 'trouble'
  readonly text: Label
  readonly at: string
  readonly readAt: string | null
}
export const readNotifications = (unread: boolean): Promise<{ readonly items: readonly Notification[]; readonly nextCursor: string | null }> =>
  ask('notification.list', { unread, limit: 100 })
export const markRead = (ids: readonly string[] | 'all'): Promise<unknown> => send('notification.read', { ids })
