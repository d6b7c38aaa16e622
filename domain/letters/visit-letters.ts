import type { Lang } from '../label.ts'
import { letterDate } from './letter-date.ts'
import type { Block, LetterContent } from './template.ts'
import { blocks, defineLetter, paragraph } from './template.ts'

/** What every letter to a visited contact knows; instants are epoch milliseconds, `mode` is a value of the booking. */
const visitVars = {
  number: 'text',
  organization: 'text',
  zone: 'text',
  contactName: 'text',
  repName: 'text?',
  startsAt: 'at',
  endsAt: 'at',
  mode: 'text',
  address: 'text?',
} as const

interface Visit {
  readonly number: string
  readonly organization: string
  readonly zone: string
  readonly contactName: string
  readonly repName?: string | undefined
  readonly startsAt: number
  readonly endsAt: number
  readonly mode: string
  readonly address?: string | undefined
}

const words = {
  ru: {
    hello: (name: string) => `Здравствуйте, ${name}!`,
    regards: 'С уважением,',
    when: 'Начало',
    until: 'Конец',
    how: 'Как',
    remote: 'дистанционно',
    inPerson: 'очно',
    where: 'Где',
    who: 'С кем',
    footer: (number: string) =>
      `Если время не подходит, ответьте на это письмо. Номер ${number} в теме оставьте, по нему мы найдём вашу встречу.`,
  },
  en: {
    hello: (name: string) => `Dear ${name},`,
    regards: 'Kind regards,',
    when: 'Start',
    until: 'End',
    how: 'How',
    remote: 'remotely',
    inPerson: 'in person',
    where: 'Where',
    who: 'With',
    footer: (number: string) =>
      `If the time does not suit you, reply to this letter. Please keep the number ${number} in the subject, it is how we find your meeting.`,
  },
} as const

function facts(lang: Lang, visit: Visit): Block {
  const say = words[lang]
  const rows: (readonly [string, string])[] = [
    [say.when, letterDate(visit.startsAt, visit.zone, lang)],
    [say.until, letterDate(visit.endsAt, visit.zone, lang)],
    [say.how, visit.mode === 'inPerson' ? say.inPerson : say.remote],
  ]
  if (visit.address !== undefined) rows.push([say.where, visit.address])
  if (visit.repName !== undefined) rows.push([say.who, visit.repName])
  return { kind: 'facts', rows }
}

function visitLetter(lang: Lang, visit: Visit, subject: string, text: readonly Block[]): LetterContent {
  const say = words[lang]
  return {
    subject: `[${visit.number}] ${subject}`,
    preview: `${subject}: ${letterDate(visit.startsAt, visit.zone, lang)}`,
    greeting: say.hello(visit.contactName),
    blocks: text,
    signature: [say.regards, visit.organization],
    footer: say.footer(visit.number),
  }
}

/** A visit is booked. */
export const visitInvitation = defineLetter({
  vars: visitVars,
  content: {
    ru: (v) =>
      visitLetter('ru', v, `Встреча с ${v.organization}`, [
        paragraph(`${v.organization} приглашает вас на встречу.`),
        facts('ru', v),
        paragraph('Пожалуйста, ответьте, подходит ли вам это время.'),
      ]),
    en: (v) =>
      visitLetter('en', v, `A meeting with ${v.organization}`, [
        paragraph(`${v.organization} invites you to a meeting.`),
        facts('en', v),
        paragraph('Please reply whether this time suits you.'),
      ]),
  },
})

/** The visit got another time. */
export const visitMoved = defineLetter({
  vars: { ...visitVars, wasAt: 'at?', comment: 'lines?' },
  content: {
    ru: (v) =>
      visitLetter('ru', v, 'Встреча перенесена', [
        paragraph(
          v.wasAt === undefined ? 'Встреча перенесена.' : `Встреча, назначенная на ${letterDate(v.wasAt, v.zone, 'ru')}, перенесена.`,
        ),
        ...blocks(v.comment !== undefined && { kind: 'words', text: v.comment }),
        facts('ru', v),
        paragraph('Пожалуйста, ответьте, подходит ли вам новое время.'),
      ]),
    en: (v) =>
      visitLetter('en', v, 'The meeting is moved', [
        paragraph(
          v.wasAt === undefined ? 'The meeting is moved.' : `The meeting planned for ${letterDate(v.wasAt, v.zone, 'en')} is moved.`,
        ),
        ...blocks(v.comment !== undefined && { kind: 'words', text: v.comment }),
        facts('en', v),
        paragraph('Please reply whether the new time suits you.'),
      ]),
  },
})

/** The visit is near. */
export const visitReminder = defineLetter({
  vars: visitVars,
  content: {
    ru: (v) => visitLetter('ru', v, 'Напоминание о встрече', [paragraph('Напоминаем о встрече, которую вы подтвердили.'), facts('ru', v)]),
    en: (v) =>
      visitLetter('en', v, 'A reminder of the meeting', [paragraph('This is a reminder of the confirmed meeting.'), facts('en', v)]),
  },
})

/** The visit will not take place. */
export const visitCancelled = defineLetter({
  vars: { ...visitVars, comment: 'lines?' },
  content: {
    ru: (v) =>
      visitLetter('ru', v, 'Встреча отменена', [
        paragraph('К сожалению, встреча отменена. Приходить и подключаться не нужно.'),
        ...blocks(v.comment !== undefined && { kind: 'words', text: v.comment }),
        facts('ru', v),
      ]),
    en: (v) =>
      visitLetter('en', v, 'The meeting is cancelled', [
        paragraph('We are sorry: the meeting is cancelled. There is no need to come or to join.'),
        ...blocks(v.comment !== undefined && { kind: 'words', text: v.comment }),
        facts('en', v),
      ]),
  },
})

/** The contact did not come; `nextAt` is when another visit is booked. */
export const visitMissed = defineLetter({
  vars: { ...visitVars, nextAt: 'at?' },
  content: {
    ru: (v) =>
      visitLetter('ru', v, 'Встреча не состоялась', [
        paragraph('Мы вас не дождались, встреча не состоялась.'),
        facts('ru', v),
        paragraph(
          v.nextAt === undefined
            ? 'Ответьте на это письмо, если хотите встретиться в другой день.'
            : `Предлагаем встретиться ${letterDate(v.nextAt, v.zone, 'ru')}: приглашение придёт отдельным письмом.`,
        ),
      ]),
    en: (v) =>
      visitLetter('en', v, 'The meeting did not take place', [
        paragraph('We waited for you, and the meeting did not take place.'),
        facts('en', v),
        paragraph(
          v.nextAt === undefined
            ? 'Reply to this letter if you would like to meet on another day.'
            : `We suggest to meet on ${letterDate(v.nextAt, v.zone, 'en')}: the invitation comes in a letter of its own.`,
        ),
      ]),
  },
})

/** The visit is over; asks for feedback. */
export const visitThanks = defineLetter({
  vars: visitVars,
  content: {
    ru: (v) =>
      visitLetter('ru', v, 'Спасибо за встречу', [
        paragraph('Спасибо, что нашли время для встречи.'),
        facts('ru', v),
        paragraph('Была ли она полезна? Ответьте на это письмо: оценка от 1 до 5 и, если хотите, несколько слов.'),
      ]),
    en: (v) =>
      visitLetter('en', v, 'Thank you for the meeting', [
        paragraph('Thank you for finding the time to meet.'),
        facts('en', v),
        paragraph('Was it useful? Reply to this letter with a mark from 1 to 5 and, if you like, a few words.'),
      ]),
  },
})
