import type { Actor } from '../../domain/actor.ts'
import { machine } from '../../domain/actor.ts'

const staffId = (last: number): string => `00000000-0000-7000-8000-00000000000${String(last)}`

export const people = {
  line1: { kind: 'staff', id: staffId(1), name: 'Анна Первая', roles: ['support1'] },
  line2: { kind: 'staff', id: staffId(2), name: 'Борис Второй', roles: ['support2'] },
  line3: { kind: 'staff', id: staffId(3), name: 'Вера Третья', roles: ['support3'] },
  manager: { kind: 'staff', id: staffId(4), name: 'Глеб Старший', roles: ['manager'] },
  admin: { kind: 'staff', id: staffId(5), name: 'Дарья Главная', roles: ['admin'] },
  tester: { kind: 'staff', id: staffId(6), name: 'Егор Чужой', roles: ['tester'] },
  requester: { kind: 'link', id: 'link-1', name: 'Жанна Заявитель', party: 'requester' },
  contact: { kind: 'link', id: 'link-2', name: 'Захар Контакт', party: 'contact' },
  program: { kind: 'integration', id: 'program-1', name: 'Программа' },
  machine,
} as const satisfies { readonly [name: string]: Actor }

/** The data of a ticket as a start leaves it. */
export const ticketData = (requestType: 'incident' | 'problem' | 'serviceRequest' | 'developmentRequest' = 'incident') => ({
  subject: 'Не открывается отчёт',
  description: 'Пишет «нет доступа», раньше открывался.',
  requestType,
  priority: 'normal',
  channel: 'console',
  language: 'ru',
  requesterEmail: 'zhanna@client.example',
  line: 'support1',
})
