import { isAdministrator } from './roles.ts'
import type { Role } from './roles.ts'
import { language } from './shared-fields.ts'

// Whom representatives visit, where these work, and what is shown to them.

const readers: readonly Role[] = ['rep', 'analyst', 'trainer', 'manager', 'auditor']
const keepers: readonly Role[] = ['analyst', 'trainer', 'manager']
const holds = (held: readonly Role[], allowed: readonly Role[]): boolean =>
  isAdministrator(held) || held.some((role) => allowed.includes(role))

/** May they look at the directory? Every contact of the organization, whoever visits it. */
export const readsDirectory = (held: readonly Role[]): boolean => holds(held, readers)
/** May they change contacts, organizations and products? */
export const keepsDirectory = (held: readonly Role[]): boolean => holds(held, keepers)
/** May they add a contact? A representative meets new ones. */
export const addsContacts = (held: readonly Role[]): boolean => keepsDirectory(held) || held.includes('rep')

const zone = {
  type: 'choice',
  label: { ru: 'Часовой пояс', en: 'Time zone' },
  options: [
    { value: 'Europe/Kaliningrad', label: { ru: 'Калининград, МСК−1', en: 'Kaliningrad, MSK−1' } },
    { value: 'Europe/Moscow', label: { ru: 'Москва, МСК', en: 'Moscow, MSK' } },
    { value: 'Europe/Samara', label: { ru: 'Самара, МСК+1', en: 'Samara, MSK+1' } },
    { value: 'Asia/Yekaterinburg', label: { ru: 'Екатеринбург, МСК+2', en: 'Yekaterinburg, MSK+2' } },
    { value: 'Asia/Omsk', label: { ru: 'Омск, МСК+3', en: 'Omsk, MSK+3' } },
    { value: 'Asia/Krasnoyarsk', label: { ru: 'Красноярск, МСК+4', en: 'Krasnoyarsk, MSK+4' } },
    { value: 'Asia/Irkutsk', label: { ru: 'Иркутск, МСК+5', en: 'Irkutsk, MSK+5' } },
    { value: 'Asia/Yakutsk', label: { ru: 'Якутск, МСК+6', en: 'Yakutsk, MSK+6' } },
    { value: 'Asia/Vladivostok', label: { ru: 'Владивосток, МСК+7', en: 'Vladivostok, MSK+7' } },
    { value: 'Asia/Magadan', label: { ru: 'Магадан, МСК+8', en: 'Magadan, MSK+8' } },
    { value: 'Asia/Kamchatka', label: { ru: 'Камчатка, МСК+9', en: 'Kamchatka, MSK+9' } },
    { value: 'Europe/Minsk', label: { ru: 'Минск', en: 'Minsk' } },
    { value: 'Asia/Almaty', label: { ru: 'Алматы', en: 'Almaty' } },
    { value: 'Europe/Berlin', label: { ru: 'Берлин', en: 'Berlin' } },
  ],
  optional: true,
} as const

/** What is known of a contact; where they work is chosen beside it. */
export const contactForm = {
  name: { type: 'text', label: { ru: 'Имя', en: 'Name' }, max: 120 },
  position: { type: 'text', label: { ru: 'Должность или специальность', en: 'Position or speciality' }, max: 120, optional: true },
  phone: { type: 'phone', label: { ru: 'Телефон', en: 'Phone' }, optional: true },
  email: { type: 'email', label: { ru: 'Почта', en: 'E-mail' }, optional: true },
  zone,
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
  language,
} as const

export const contactOrganizationForm = {
  name: { type: 'text', label: { ru: 'Название', en: 'Name' }, max: 200 },
  address: { type: 'text', label: { ru: 'Адрес', en: 'Address' }, max: 300, optional: true },
  phone: { type: 'phone', label: { ru: 'Телефон', en: 'Phone' }, optional: true },
  zone,
} as const

export const productForm = {
  name: { type: 'text', label: { ru: 'Название', en: 'Name' }, max: 120 },
  retired: { type: 'flag', label: { ru: 'Больше не показываем', en: 'Not shown any more' }, optional: true },
} as const
