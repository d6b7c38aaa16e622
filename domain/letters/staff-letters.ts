import type { Label, Lang } from '../label.ts'
import type { LetterTemplate } from './template.ts'
import type { VarSpec } from './variables.ts'

/** What every letter to a colleague knows; `kind` and `state` are labels in the letter's language. */
const staffVars = {
  number: 'text',
  subject: 'text',
  kind: 'text',
  state: 'text',
  organization: 'text',
  zone: 'text',
  processUrl: 'url',
  recipientName: 'text?',
  priority: 'text?',
  dueAt: 'at?',
  assigneeName: 'text?',
} as const

const frames = {
  ru: {
    greeting: 'Здравствуйте{if recipientName}, {recipientName}{end}!',
    facts: [
      '| {kind} | {number}{if subject}, {subject}{end}',
      '| Состояние | {state}',
      '{if priority}| Приоритет | {priority}{end}',
      '{if dueAt}| Срок | {dueAt}{end}',
      '| Исполнитель | {if assigneeName}{assigneeName}{else}не назначен{end}',
    ].join('\n'),
    button: '[Открыть {number}]({processUrl})',
  },
  en: {
    greeting: 'Hello{if recipientName}, {recipientName}{end}!',
    facts: [
      '| {kind} | {number}{if subject}, {subject}{end}',
      '| State | {state}',
      '{if priority}| Priority | {priority}{end}',
      '{if dueAt}| Due | {dueAt}{end}',
      '| Assignee | {if assigneeName}{assigneeName}{else}nobody{end}',
    ].join('\n'),
    button: '[Open {number}]({processUrl})',
  },
} as const

const footer: Label = {
  ru: 'Это уведомление отправлено автоматически сотруднику организации «{organization}». Отвечать на него не нужно.',
  en: 'This is an automatic notice to a member of staff of {organization}. There is no need to reply.',
}

interface StaffWords {
  readonly subject: string
  readonly preview: string
  readonly body: readonly string[]
}

function staffLetter(vars: VarSpec, words: { readonly [L in Lang]: StaffWords }): LetterTemplate {
  const textIn = (lang: Lang) => ({
    subject: `[{number}] ${words[lang].subject}`,
    body: [frames[lang].greeting, ...words[lang].body, frames[lang].facts, frames[lang].button, '--\nВеха'].join('\n\n'),
  })
  return {
    vars: { ...staffVars, ...vars },
    text: { ru: textIn('ru'), en: textIn('en') },
    preview: { ru: words.ru.preview, en: words.en.preview },
    footer,
  }
}

const said = '{if comment}\n{if byName}> {byName}{end}\n> {comment}\n{end}'

/** A process got a new assignee, who is the recipient. */
export const staffAssigned = staffLetter(
  { byName: 'text?', comment: 'lines?' },
  {
    ru: {
      subject: 'Вам назначено: {subject}',
      preview: 'Новая работа для вас.',
      body: ['Вам назначена работа.{if byName} Назначил(а): {byName}.{end}', said],
    },
    en: {
      subject: 'Assigned to you: {subject}',
      preview: 'There is new work for you.',
      body: ['{if byName}{byName} assigned this to you.{else}This was assigned to you.{end}', said],
    },
  },
)

/** A deadline draws near; `deadline` is its label in the letter's language, as «Первый ответ». */
export const staffReminder = staffLetter(
  { deadline: 'text' },
  {
    ru: {
      subject: 'Срок близко: {subject}',
      preview: 'Приближается срок: {deadline}.',
      body: ['Приближается срок «{deadline}». Пожалуйста, не откладывайте.'],
    },
    en: {
      subject: 'Due soon: {subject}',
      preview: 'A deadline is near: {deadline}.',
      body: ['The deadline “{deadline}” is near. Please attend to it.'],
    },
  },
)

/** A deadline has passed; goes to the manager. */
export const staffEscalation = staffLetter(
  { deadline: 'text' },
  {
    ru: {
      subject: 'Срок нарушен: {subject}',
      preview: 'Срок прошёл: {deadline}.',
      body: [
        'Срок «{deadline}» прошёл, а работа не сделана. Нужно ваше решение: поторопить исполнителя, передать другому или договориться о новом сроке.',
      ],
    },
    en: {
      subject: 'Overdue: {subject}',
      preview: 'A deadline has passed: {deadline}.',
      body: [
        'The deadline “{deadline}” has passed and the work is not done. It is for you to decide: urge the assignee, hand it to another, or agree on a new date.',
      ],
    },
  },
)
