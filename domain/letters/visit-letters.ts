import type { Label, Lang } from '../label.ts'
import type { LetterTemplate } from './template.ts'
import type { VarSpec } from './variables.ts'

/** What every letter to a visited contact knows; instants are epoch milliseconds, `mode` is a value of the booking. */
const visitVars = {
  number: 'text',
  organization: 'text',
  zone: 'text',
  contactName: 'text',
  repName: 'text?',
  startsAt: 'at',
  endsAt: 'at',
  mode: 'mode',
  address: 'text?',
} as const

const frames = {
  ru: { greeting: 'Здравствуйте, {contactName}!', signature: '--\nС уважением,\n{organization}' },
  en: { greeting: 'Dear {contactName},', signature: '--\nKind regards,\n{organization}' },
} as const

const footer: Label = {
  ru: 'Если время не подходит, ответьте на это письмо. Номер {number} в теме оставьте, по нему мы найдём вашу встречу.',
  en: 'If the time does not suit you, reply to this letter. Please keep the number {number} in the subject, it is how we find your meeting.',
}

const facts: Label = {
  ru: [
    '| Начало | {startsAt}',
    '| Конец | {endsAt}',
    '| Как | {mode}',
    '{if address}| Где | {address}{end}',
    '{if repName}| С кем | {repName}{end}',
  ].join('\n'),
  en: [
    '| Start | {startsAt}',
    '| End | {endsAt}',
    '| How | {mode}',
    '{if address}| Where | {address}{end}',
    '{if repName}| With | {repName}{end}',
  ].join('\n'),
}

const comment = '{if comment}> {comment}{end}'

function visitLetter(
  vars: VarSpec,
  words: { readonly [L in Lang]: { readonly subject: string; readonly body: readonly string[] } },
): LetterTemplate {
  const textIn = (lang: Lang) => ({
    subject: `[{number}] ${words[lang].subject}`,
    body: [frames[lang].greeting, ...words[lang].body, frames[lang].signature].join('\n\n'),
  })
  return {
    vars: { ...visitVars, ...vars },
    text: { ru: textIn('ru'), en: textIn('en') },
    preview: { ru: `${words.ru.subject}: {startsAt}`, en: `${words.en.subject}: {startsAt}` },
    footer,
  }
}

/** A visit is booked. */
export const visitInvitation = visitLetter(
  {},
  {
    ru: {
      subject: 'Встреча с {organization}',
      body: ['{organization} приглашает вас на встречу.', facts.ru, 'Пожалуйста, ответьте, подходит ли вам это время.'],
    },
    en: {
      subject: 'A meeting with {organization}',
      body: ['{organization} invites you to a meeting.', facts.en, 'Please reply whether this time suits you.'],
    },
  },
)

/** The visit got another time. */
export const visitMoved = visitLetter(
  { wasAt: 'at?', comment: 'lines?' },
  {
    ru: {
      subject: 'Встреча перенесена',
      body: [
        'Встреча{if wasAt}, назначенная на {wasAt},{end} перенесена.',
        comment,
        facts.ru,
        'Пожалуйста, ответьте, подходит ли вам новое время.',
      ],
    },
    en: {
      subject: 'The meeting is moved',
      body: ['The meeting{if wasAt} planned for {wasAt}{end} is moved.', comment, facts.en, 'Please reply whether the new time suits you.'],
    },
  },
)

/** The visit is near. */
export const visitReminder = visitLetter(
  {},
  {
    ru: { subject: 'Напоминание о встрече', body: ['Напоминаем о встрече, которую вы подтвердили.', facts.ru] },
    en: { subject: 'A reminder of the meeting', body: ['This is a reminder of the confirmed meeting.', facts.en] },
  },
)

/** The visit will not take place. */
export const visitCancelled = visitLetter(
  { comment: 'lines?' },
  {
    ru: {
      subject: 'Встреча отменена',
      body: ['К сожалению, встреча отменена. Приходить и подключаться не нужно.', comment, facts.ru],
    },
    en: {
      subject: 'The meeting is cancelled',
      body: ['We are sorry: the meeting is cancelled. There is no need to come or to join.', comment, facts.en],
    },
  },
)

/** The contact did not come; `nextAt` is when another visit is booked. */
export const visitMissed = visitLetter(
  { nextAt: 'at?' },
  {
    ru: {
      subject: 'Встреча не состоялась',
      body: [
        'Мы вас не дождались, встреча не состоялась.',
        facts.ru,
        '{if nextAt}Предлагаем встретиться {nextAt}: приглашение придёт отдельным письмом.{else}Ответьте на это письмо, если хотите встретиться в другой день.{end}',
      ],
    },
    en: {
      subject: 'The meeting did not take place',
      body: [
        'We waited for you, and the meeting did not take place.',
        facts.en,
        '{if nextAt}We suggest to meet on {nextAt}: the invitation comes in a letter of its own.{else}Reply to this letter if you would like to meet on another day.{end}',
      ],
    },
  },
)

/** The visit is over; asks for feedback. */
export const visitThanks = visitLetter(
  {},
  {
    ru: {
      subject: 'Спасибо за встречу',
      body: [
        'Спасибо, что нашли время для встречи.',
        facts.ru,
        'Была ли она полезна? Ответьте на это письмо: оценка от 1 до 5 и, если хотите, несколько слов.',
      ],
    },
    en: {
      subject: 'Thank you for the meeting',
      body: [
        'Thank you for finding the time to meet.',
        facts.en,
        'Was it useful? Reply to this letter with a mark from 1 to 5 and, if you like, a few words.',
      ],
    },
  },
)
