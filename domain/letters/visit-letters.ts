import type { Label, Lang } from '../label.ts'
import type { LetterTemplate } from './template.ts'
import type { VarSpec } from './variables.ts'

/** What every letter to a visited contact knows; instants are epoch milliseconds, `mode` is a value of the booking. */
const visitVars = {
  number: 'text',
  organization: 'text',
  zone: 'text',
  supportAddress: 'text',
  contactName: 'text',
  repName: 'text?',
  startsAt: 'at',
  endsAt: 'at',
  mode: 'mode',
  address: 'text?',
} as const

/** The contact's own page and its two answers; `enterUrl` where the visit is held over the Internet. */
const pageVars = { pageUrl: 'url', confirmUrl: 'url', refuseUrl: 'url', enterUrl: 'url?' } as const

const frames = {
  ru: { greeting: 'Здравствуйте, {contactName}!', signature: '--\nС уважением,\n{organization}' },
  en: { greeting: 'Dear {contactName},', signature: '--\nKind regards,\n{organization}' },
} as const

const footer: Label = {
  ru: 'Вопросы о встрече: ответьте на это письмо или напишите на {supportAddress}. Номер {number} в теме оставьте, по нему мы найдём вашу встречу.',
  en: 'Questions about the meeting: reply to this letter or write to {supportAddress}. Please keep the number {number} in the subject, it is how we find your meeting.',
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

/** Opening the page answers nothing: it takes a tap there. */
const answers: Label = {
  ru: [
    'Кнопки открывают вашу личную страницу встречи: не пересылайте это письмо.',
    '[Подтвердить]({confirmUrl})',
    '[Отказаться или попросить другое время]({refuseUrl})',
  ].join('\n\n'),
  en: [
    'The buttons open your personal page of the meeting: please do not forward this letter.',
    '[Confirm]({confirmUrl})',
    '[Decline or ask for another time]({refuseUrl})',
  ].join('\n\n'),
}

const wayIn: Label = {
  ru: [
    '{if enterUrl}Войти можно незадолго до начала, учётная запись не нужна. Ссылка личная: не пересылайте её.{end}',
    '{if enterUrl}\n[Войти]({enterUrl})\n{else}\n[Открыть страницу встречи]({pageUrl})\n{end}',
    '[Попросить другое время]({refuseUrl})',
  ].join('\n\n'),
  en: [
    '{if enterUrl}You can join shortly before the start, no account is needed. The link is personal: do not forward it.{end}',
    '{if enterUrl}\n[Join]({enterUrl})\n{else}\n[Open the page of the meeting]({pageUrl})\n{end}',
    '[Ask for another time]({refuseUrl})',
  ].join('\n\n'),
}

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
export const visitInvitation = visitLetter(pageVars, {
  ru: {
    subject: 'Встреча с {organization}',
    body: ['{organization} приглашает вас на встречу.', facts.ru, 'Пожалуйста, ответьте, подходит ли вам это время.', answers.ru],
  },
  en: {
    subject: 'A meeting with {organization}',
    body: ['{organization} invites you to a meeting.', facts.en, 'Please answer whether this time suits you.', answers.en],
  },
})

/** The visit got another time. */
export const visitMoved = visitLetter(
  { ...pageVars, wasAt: 'at?', comment: 'lines?' },
  {
    ru: {
      subject: 'Встреча перенесена',
      body: [
        'Встреча{if wasAt}, назначенная на {wasAt},{end} перенесена.',
        comment,
        facts.ru,
        'Пожалуйста, ответьте, подходит ли вам новое время. Прежняя ссылка больше не действует.',
        answers.ru,
      ],
    },
    en: {
      subject: 'The meeting is moved',
      body: [
        'The meeting{if wasAt} planned for {wasAt}{end} is moved.',
        comment,
        facts.en,
        'Please answer whether the new time suits you. The earlier link has ended.',
        answers.en,
      ],
    },
  },
)

/** The visit is near. */
export const visitReminder = visitLetter(pageVars, {
  ru: { subject: 'Напоминание о встрече', body: ['Напоминаем о встрече, которую вы подтвердили.', facts.ru, wayIn.ru] },
  en: { subject: 'A reminder of the meeting', body: ['This is a reminder of the confirmed meeting.', facts.en, wayIn.en] },
})

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
  { ratingUrls: 'urls' },
  {
    ru: {
      subject: 'Спасибо за встречу',
      body: ['Спасибо, что нашли время для встречи.', facts.ru, 'Была ли она полезна?', '{ratingUrls}'],
    },
    en: {
      subject: 'Thank you for the meeting',
      body: ['Thank you for finding the time to meet.', facts.en, 'Was it useful?', '{ratingUrls}'],
    },
  },
)

/** The contact's link was replaced; what it opens is the same. */
export const visitNewLink = visitLetter(pageVars, {
  ru: {
    subject: 'Новая ссылка на встречу',
    body: ['Мы заменили вашу личную ссылку на встречу. Прежняя больше не действует.', facts.ru, wayIn.ru],
  },
  en: {
    subject: 'A new link to the meeting',
    body: ['We have replaced your personal link to the meeting. The earlier one has ended.', facts.en, wayIn.en],
  },
})
