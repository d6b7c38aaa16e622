import type { Lang } from '../label.ts'
import { letterDate } from './letter-date.ts'
import type { Block, LetterContent } from './template.ts'
import { defineLetter, paragraph } from './template.ts'

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

interface StaffVars {
  readonly number: string
  readonly subject: string
  readonly kind: string
  readonly state: string
  readonly organization: string
  readonly zone: string
  readonly processUrl: string
  readonly recipientName?: string | undefined
  readonly priority?: string | undefined
  readonly dueAt?: number | undefined
  readonly assigneeName?: string | undefined
}

const words = {
  ru: {
    state: 'Состояние',
    priority: 'Приоритет',
    due: 'Срок',
    assignee: 'Исполнитель',
    nobody: 'не назначен',
    open: 'Открыть',
    hello: 'Здравствуйте',
  },
  en: { state: 'State', priority: 'Priority', due: 'Due', assignee: 'Assignee', nobody: 'nobody', open: 'Open', hello: 'Hello' },
} as const

const footers = {
  ru: (organization: string) =>
    `Это уведомление отправлено автоматически сотруднику организации «${organization}». Отвечать на него не нужно.`,
  en: (organization: string) => `This is an automatic notice to a member of staff of ${organization}. There is no need to reply.`,
} as const

function staffLetter(lang: Lang, vars: StaffVars, subject: string, preview: string, before: readonly Block[]): LetterContent {
  const say = words[lang]
  const rows: (readonly [string, string])[] = [
    [vars.kind, vars.subject === '' ? vars.number : `${vars.number}, ${vars.subject}`],
    [say.state, vars.state],
  ]
  if (vars.priority !== undefined) rows.push([say.priority, vars.priority])
  if (vars.dueAt !== undefined) rows.push([say.due, letterDate(vars.dueAt, vars.zone, lang)])
  rows.push([say.assignee, vars.assigneeName ?? say.nobody])
  const name = vars.recipientName
  return {
    subject: `[${vars.number}] ${subject}`,
    preview,
    greeting: name === undefined || name === '' ? `${say.hello}!` : `${say.hello}, ${name}!`,
    blocks: [...before, { kind: 'facts', rows }, { kind: 'button', text: `${say.open} ${vars.number}`, url: vars.processUrl }],
    signature: ['Веха'],
    footer: footers[lang](vars.organization),
  }
}

/** A process got a new assignee, who is the recipient. */
export const staffAssigned = defineLetter({
  vars: { ...staffVars, byName: 'text?', comment: 'lines?' },
  content: {
    ru: (v) =>
      staffLetter('ru', v, `Вам назначено: ${v.subject}`, 'Новая работа для вас.', [
        paragraph(v.byName === undefined ? 'Вам назначена работа.' : `Вам назначена работа. Назначил(а): ${v.byName}.`),
        ...(v.comment === undefined ? [] : [{ kind: 'words', text: v.comment, author: v.byName } as const]),
      ]),
    en: (v) =>
      staffLetter('en', v, `Assigned to you: ${v.subject}`, 'There is new work for you.', [
        paragraph(v.byName === undefined ? 'This was assigned to you.' : `${v.byName} assigned this to you.`),
        ...(v.comment === undefined ? [] : [{ kind: 'words', text: v.comment, author: v.byName } as const]),
      ]),
  },
})

/** A deadline draws near; `deadline` is its label in the letter's language, as «Первый ответ». */
export const staffReminder = defineLetter({
  vars: { ...staffVars, deadline: 'text' },
  content: {
    ru: (v) =>
      staffLetter('ru', v, `Срок близко: ${v.subject}`, `Приближается срок: ${v.deadline}.`, [
        paragraph(`Приближается срок «${v.deadline}». Пожалуйста, не откладывайте.`),
      ]),
    en: (v) =>
      staffLetter('en', v, `Due soon: ${v.subject}`, `A deadline is near: ${v.deadline}.`, [
        paragraph(`The deadline “${v.deadline}” is near. Please attend to it.`),
      ]),
  },
})

/** A deadline has passed; goes to the manager. */
export const staffEscalation = defineLetter({
  vars: { ...staffVars, deadline: 'text' },
  content: {
    ru: (v) =>
      staffLetter('ru', v, `Срок нарушен: ${v.subject}`, `Срок прошёл: ${v.deadline}.`, [
        paragraph(
          `Срок «${v.deadline}» прошёл, а работа не сделана. Нужно ваше решение: поторопить исполнителя, передать другому или договориться о новом сроке.`,
        ),
      ]),
    en: (v) =>
      staffLetter('en', v, `Overdue: ${v.subject}`, `A deadline has passed: ${v.deadline}.`, [
        paragraph(
          `The deadline “${v.deadline}” has passed and the work is not done. It is for you to decide: urge the assignee, hand it to another, or agree on a new date.`,
        ),
      ]),
  },
})
