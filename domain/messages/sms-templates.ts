import type { Label } from '../label.ts'
import type { VarSpec } from '../letters/variables.ts'
import type { SmsName } from './sms-names.ts'

/** A text for a phone, in the markup of letters. */
export interface SmsTemplate {
  readonly vars: VarSpec
  readonly text: Label
}

const ticketVars = { number: 'text', organization: 'text', pageUrl: 'url', reopenUrl: 'url' } as const
const visitVars = {
  number: 'text',
  organization: 'text',
  zone: 'text',
  contactName: 'text',
  repName: 'text?',
  startsAt: 'at',
  mode: 'mode',
  address: 'text?',
  pageUrl: 'url',
} as const

const ofTicket = (ru: string, en: string): SmsTemplate => ({ vars: ticketVars, text: { ru, en } })
const ofVisit = (ru: string, en: string, more: VarSpec = {}): SmsTemplate => ({ vars: { ...visitVars, ...more }, text: { ru, en } })

export const smsTemplates: { readonly [N in SmsName]: SmsTemplate } = {
  'sms.ticket.ack': ofTicket('Обращение {number} принято: {pageUrl}', 'Ticket {number} is registered: {pageUrl}'),
  'sms.ticket.question': ofTicket('По обращению {number} нужен ваш ответ: {pageUrl}', 'Ticket {number} needs your answer: {pageUrl}'),
  'sms.ticket.solution': ofTicket('Обращение {number} решено, ответ: {pageUrl}', 'Ticket {number} is solved, our answer: {pageUrl}'),
  'sms.ticket.reminder': ofTicket('Ждём вашего ответа по обращению {number}: {pageUrl}', 'Ticket {number} still waits for you: {pageUrl}'),
  'sms.ticket.closedNoAnswer': ofTicket(
    'Обращение {number} закрыто без ответа. Открыть: {reopenUrl}',
    'Ticket {number} is closed, no answer came. Reopen: {reopenUrl}',
  ),
  'sms.ticket.rejected': ofTicket('Обращение {number} закрыто без решения: {pageUrl}', 'Ticket {number} is closed unsolved: {pageUrl}'),
  'sms.ticket.newLink': ofTicket('Новая ссылка на обращение {number}: {pageUrl}', 'A new link to ticket {number}: {pageUrl}'),
  'sms.visit.invitation': ofVisit('Встреча {startsAt}. Подтвердите: {pageUrl}', 'Meeting {startsAt}. Please confirm: {pageUrl}'),
  'sms.visit.moved': ofVisit('Встреча перенесена на {startsAt}: {pageUrl}', 'The meeting is moved to {startsAt}: {pageUrl}'),
  'sms.visit.reminder': ofVisit('Напоминаем: встреча {startsAt}: {pageUrl}', 'A reminder: meeting {startsAt}: {pageUrl}'),
  'sms.visit.cancelled': ofVisit('Встреча {startsAt} отменена.', 'The meeting of {startsAt} is cancelled.'),
  'sms.visit.missed': ofVisit(
    'Встреча {startsAt} не состоялась.{if nextAt} Предлагаем {nextAt}.{end}',
    'The meeting of {startsAt} did not take place.{if nextAt} We suggest {nextAt}.{end}',
    { nextAt: 'at?' },
  ),
  'sms.visit.thanks': ofVisit(
    'Спасибо за встречу {startsAt}! Оцените: {pageUrl}',
    'Thank you for the meeting of {startsAt}! Please rate it: {pageUrl}',
  ),
  'sms.visit.newLink': ofVisit('Новая ссылка на встречу {startsAt}: {pageUrl}', 'A new link to the meeting {startsAt}: {pageUrl}'),
}
