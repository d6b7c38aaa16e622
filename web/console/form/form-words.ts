import { withWords } from '../../lib/i18n.ts'

/** Fields of forms: these words come with their screens, not with every one. */
const ru = {
  'form.choose': 'Выберите…',
  'form.referenceHint': 'Номер, например О-2026-000123',
  'form.moneyHint': 'В рублях, например 1 250,50',
  'form.phrases': 'Частые ответы',
  'form.uploadFailed': 'Файл «{name}» не загрузился: {message}',
  'form.freeTimes': 'Свободное время вместо занятого',
  'form.fileEmpty': 'Файл «{name}» пустой.',
  'booking.findHint': 'Нового человека впишите в поля ниже: контакт добавится сам',
  'booking.found': 'Найденные контакты',
  'booking.nobody': 'Такого контакта нет: впишите его в поля ниже',
  'booking.another': 'Выбрать другого',
  'absence.named': '{name} — нет до {moment}',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'form.choose': 'Choose…',
  'form.referenceHint': 'A number, such as О-2026-000123',
  'form.moneyHint': 'In roubles, such as 1 250.50',
  'form.phrases': 'Common answers',
  'form.uploadFailed': 'File “{name}” was not uploaded: {message}',
  'form.freeTimes': 'Free times instead of the taken one',
  'form.fileEmpty': 'File “{name}” is empty.',
  'booking.findHint': 'Type somebody new into the fields below: the contact is added by itself',
  'booking.found': 'Contacts found',
  'booking.nobody': 'No such contact: type them into the fields below',
  'booking.another': 'Choose another',
  'absence.named': '{name} — away until {moment}',
}

/** The words for a key, these among them. */
export const t = withWords<keyof typeof ru>({ ru, en })
