import { language } from './shared-fields.ts'
import { description, requesterEmail, requesterName, subject } from './ticket-fields.ts'

/** What somebody from outside is asked. A problem is declared by support: it wakes people at night. */
export const publicForm = {
  requesterName: { ...requesterName, label: { ru: 'Как к вам обращаться', en: 'Your name' } },
  requesterEmail: { ...requesterEmail, label: { ru: 'Ваша почта', en: 'Your e-mail' } },
  requestType: {
    type: 'choice',
    label: { ru: 'О чём пишете', en: 'What it is about' },
    options: [
      { value: 'incident', label: { ru: 'Что-то не работает', en: 'Something is broken' } },
      { value: 'serviceRequest', label: { ru: 'Вопрос', en: 'A question' } },
      { value: 'developmentRequest', label: { ru: 'Предложение', en: 'A suggestion' } },
    ],
  },
  subject,
  description,
  language,
} as const
