import { withWords } from '../../lib/i18n.ts'

/** Notifications: these words come with their screens, not with every one. */
const ru = {
  'notes.title': 'Уведомления',
  'notes.all': 'Все',
  'notes.unread': 'Новые',
  'notes.which': 'Какие показать',
  'notes.readAll': 'Отметить все прочитанными',
  'notes.emptyTitle': 'Уведомлений нет',
  'notes.emptyText': 'Здесь появится, когда вас назначат, упомянут, ответит заявитель или подойдёт срок.',
  'notes.new': 'новое',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'notes.title': 'Notifications',
  'notes.all': 'All',
  'notes.unread': 'New',
  'notes.which': 'Which to show',
  'notes.readAll': 'Mark all as read',
  'notes.emptyTitle': 'No notifications',
  'notes.emptyText': 'You’ll see here when you are assigned, mentioned, answered, or a deadline comes close.',
  'notes.new': 'new',
}

/** The words for a key, these among them. */
export const t = withWords<keyof typeof ru>({ ru, en })
