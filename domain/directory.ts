import { language } from './shared-fields.ts'
import { mode } from './visit-fields.ts'
import { hoursField } from './visit-hours.ts'
import { zoneField } from './zone-field.ts'

// Whom representatives visit, where these work, and what is shown to them.

/** What is known of a contact; where they work is chosen beside it. */
export const contactForm = {
  name: { type: 'text', label: { ru: 'Имя', en: 'Name' }, max: 120 },
  position: { type: 'text', label: { ru: 'Должность или специальность', en: 'Position or speciality' }, max: 120, optional: true },
  phone: { type: 'phone', label: { ru: 'Телефон', en: 'Phone' }, optional: true },
  email: { type: 'email', label: { ru: 'Почта', en: 'E-mail' }, optional: true },
  zone: zoneField,
  visitsPerMonth: {
    type: 'integer',
    label: { ru: 'Согласен на визитов в месяц', en: 'Agrees to visits a month' },
    hint: {
      ru: 'Всех представителей вместе; 0: просит не приходить; пусто: как принято в организации',
      en: 'Of all representatives together; 0: asks not to be visited; empty: as is usual here',
    },
    min: 0,
    max: 31,
    optional: true,
  },
  gapDays: {
    type: 'integer',
    label: { ru: 'Не чаще раза в столько дней', en: 'No more often than once in so many days' },
    min: 2,
    max: 365,
    optional: true,
  },
  onlyMode: { ...mode, label: { ru: 'Согласен только', en: 'Agrees to this alone' }, optional: true },
  visitHours: hoursField('Когда удобно', 'When it suits'),
  language,
} as const

export const contactOrganizationForm = {
  name: { type: 'text', label: { ru: 'Название', en: 'Name' }, max: 200 },
  address: { type: 'text', label: { ru: 'Адрес', en: 'Address' }, max: 300, optional: true },
  phone: { type: 'phone', label: { ru: 'Телефон', en: 'Phone' }, optional: true },
  zone: zoneField,
  visitHours: hoursField('Часы для представителей', 'Hours for representatives'),
  refusal: {
    type: 'text',
    label: { ru: 'Не принимает представителей: почему', en: 'Admits no representatives: why' },
    hint: {
      ru: 'Например: приказ главврача № 12. Пока заполнено, визиты сюда не назначаются',
      en: 'For example: order no. 12 of the head physician. While it is filled, no visits are booked here',
    },
    max: 300,
    optional: true,
  },
} as const

export const productForm = {
  name: { type: 'text', label: { ru: 'Название', en: 'Name' }, max: 120 },
  retired: { type: 'flag', label: { ru: 'Больше не показываем', en: 'Not shown any more' }, optional: true },
} as const
