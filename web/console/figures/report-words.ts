import type { Label } from '../../../domain/label.ts'
import type { Params } from '../../lib/i18n.ts'
import { sayWith } from '../../lib/i18n.ts'

/** The words of reports on a schedule: few open them, so they come with the window and not with every screen. */
const reportWords = {
  title: { ru: 'Отчёты по расписанию', en: 'Reports on a schedule' },
  open: { ru: 'По расписанию', en: 'On a schedule' },
  new: { ru: 'Отправлять то, что на экране', en: 'Send what is on the screen' },
  none: {
    ru: 'Здесь появятся отчёты, которые Веха сама отправляет по почте: каждый рабочий день, раз в неделю или раз в месяц. Каждый получает то, что видит сам.',
    en: 'Reports that Vekha sends by letter by itself stand here: every working day, once a week or once a month. Everybody gets what they may see themselves.',
  },
  usualName: { ru: 'Показатели визитов', en: 'Figures of visits' },
  name: { ru: 'Название', en: 'Name' },
  format: { ru: 'Файл', en: 'File' },
  'period.sinceWorkday': { ru: 'С прошлого рабочего дня', en: 'Since the last working day' },
  'period.lastWeek': { ru: 'Прошлая неделя', en: 'Last week' },
  'period.lastMonth': { ru: 'Прошлый месяц', en: 'Last month' },
  'period.month': { ru: 'Месяц по вчерашний день', en: 'The month up to yesterday' },
  'period.quarter': { ru: 'Квартал по вчерашний день', en: 'The quarter up to yesterday' },
  'period.year': { ru: '12 месяцев по вчерашний день', en: '12 months up to yesterday' },
  oneOrganization: { ru: 'Одна организация', en: 'One organization' },
  rhythm: { ru: 'Когда отправлять', en: 'When to send it' },
  'rhythm.daily': { ru: 'Каждый рабочий день', en: 'Every working day' },
  'rhythm.weekly': { ru: 'Раз в неделю', en: 'Once a week' },
  'rhythm.monthly': { ru: 'Первого числа', en: 'On the first of the month' },
  rhythmHint: {
    ru: 'Если день выходной, отчёт уйдёт в следующий рабочий. Часы — вашей организации.',
    en: 'If that is a day off, it goes on the next working day. The hour is your organization’s.',
  },
  weekday: { ru: 'День недели', en: 'Day of the week' },
  hour: { ru: 'Час', en: 'Hour' },
  'when.daily': { ru: 'Каждый рабочий день в {time}', en: 'Every working day at {time}' },
  'when.weekly': { ru: 'Раз в неделю · {weekday} · {time}', en: 'Once a week · {weekday} · {time}' },
  'when.monthly': { ru: 'Первого числа каждого месяца в {time}', en: 'On the first of each month at {time}' },
  receivers: { ru: 'Кому', en: 'To whom' },
  receiversHint: {
    ru: 'В письме каждого — то, что он видит в Вехе сам: у представителя свои визиты, у аналитика дистанционные.',
    en: 'Each letter holds what its receiver sees in Vekha: a representative’s own visits, an analyst’s remote ones.',
  },
  to: { ru: 'Кому', en: 'To' },
  mayNotRead: {
    ru: '{name} (показателей больше не видит, письма не получит)',
    en: '{name} (may not see figures any more, gets no letter)',
  },
  next: { ru: 'Следующая отправка: {moment}.', en: 'Sent next: {moment}.' },
  last: { ru: 'Последняя: {moment}, ушло {sent} из {count}', en: 'Last: {moment}, {sent} of {count} left' },
  waits: { ru: 'Ещё не ушло, {name}', en: 'Has not left yet, {name}' },
  failed: { ru: 'Не ушло, {name}', en: 'Did not leave, {name}' },
  saved: { ru: 'Отчёт сохранён.', en: 'The report is saved.' },
  sendNow: { ru: 'Отправить сейчас', en: 'Send now' },
  sent: { ru: 'Отправляется: {count} {count|письмо|письма|писем}.', en: '{count} {count|letter is|letters are} on the way.' },
  pause: { ru: 'Приостановить', en: 'Pause' },
  paused: { ru: 'Приостановлен', en: 'Paused' },
  resume: { ru: 'Возобновить', en: 'Resume' },
  nowPaused: { ru: 'Отчёт приостановлен.', en: 'The report is paused.' },
  nowResumed: { ru: 'Отчёт снова уходит по расписанию.', en: 'The report goes out on its schedule again.' },
  edit: { ru: 'Изменить', en: 'Change' },
  remove: { ru: 'Удалить', en: 'Delete' },
  removeSure: { ru: 'Удалить совсем', en: 'Delete for good' },
  removed: { ru: 'Отчёт «{name}» удалён.', en: 'The report “{name}” is deleted.' },
  preview: { ru: 'Посмотреть', en: 'Preview' },
  previewDays: { ru: 'Сейчас отчёт был бы с {from} по {to}.', en: 'Now it would be of {from} to {to}.' },
  previewHint: { ru: 'Первые строки и итог, как их получите вы.', en: 'The first rows and the total, as you would get them.' },
} as const satisfies Readonly<Record<string, Label>>

type Word = keyof typeof reportWords

/** The words for a key in the language of the interface. */
export const words = (key: Word, params: Params = {}): string => sayWith(reportWords[key], params)
