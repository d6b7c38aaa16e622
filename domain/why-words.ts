import type { PluralForms } from './text/plural.ts'
import { plural } from './text/plural.ts'

const times: PluralForms = { ru: { one: 'раз', few: 'раза', many: 'раз' }, en: { one: 'time', many: 'times' } }

/** The sentences of a why-line. Every argument is ready to be read; Russian ones avoid the doer's gender. */
export interface WhyWords {
  waits(whom: string, howLong: string): string
  readonly you: string
  readonly itself: string
  due(deadline: string, when: string, left: string | null): string
  overdue(deadline: string, when: string): string
  readonly deadline: string
  readonly paused: string
  assignee(name: string): string
  readonly nobody: string
  did(done: string, when: string, who: string): string
  movedItself(state: string, when: string, because: string): string
  reminded(count: number, when: string | null): string
  readonly managerKnows: string
  trouble(error: string, when: string): string
  engineTrouble(when: string): string
  readonly soon: string
  next(waitsForUs: boolean, items: readonly string[]): string
  moves(when: string, state: string): string
  closes(when: string): string
  reminds(when: string, whom: string): string
  remindsAssignee(when: string): string
  escalates(when: string): string
  /** The manager knows of one missed deadline already; here goes another. */
  alsoMissed(when: string, deadline: string): string
  readonly thenEscalates: string
  readonly nothingNext: string
  ended(state: string, when: string, because: string | null): string
}

const ru: WhyWords = {
  waits: (whom, howLong) => `Ждёт ${whom} ${howLong}`,
  you: 'вас',
  itself: 'Идёт само, никого не ждёт',
  due: (deadline, when, left) => `${deadline} — ${when}${left === null ? '' : `, осталось ${left}`}`,
  overdue: (deadline, when) => `${deadline} прошёл ${when}`,
  deadline: 'срок',
  paused: 'сроки на паузе',
  assignee: (name) => `Отвечает ${name}`,
  nobody: 'Пока никто не взял',
  did: (done, when, who) => `${done} ${when}${who === '' ? '' : ` (${who})`}`,
  movedItself: (state, when, because) => `Само перешло в «${state}» ${when}: ${because}`,
  reminded: (count, when) =>
    count === 1 && when !== null
      ? `Напомнили ${when}`
      : `Напомнили ${plural(times, count, 'ru')}${when === null ? '' : `, последний раз ${when}`}`,
  managerKnows: 'Руководитель уже знает',
  trouble: (error, when) => `Сбой: ${error}; повторим ${when}`,
  engineTrouble: (when) => `Движок не может продолжить: администраторы предупреждены, начнём заново с последней записи ${when}`,
  soon: 'вот-вот',
  next: (waitsForUs, items) => `${waitsForUs ? 'Если ничего не сделать' : 'Если ответа не будет'}, ${items.join(', ')}`,
  moves: (when, state) => `${when} само перейдёт в «${state}»`,
  closes: (when) => `${when} закроется само`,
  reminds: (when, whom) => `${when} напомним ${whom}`,
  remindsAssignee: (when) => `${when} напомним исполнителю`,
  escalates: (when) => `${when} узнает руководитель`,
  alsoMissed: (when, deadline) => `${when} пройдёт и ${deadline}`,
  thenEscalates: 'потом узнает руководитель',
  nothingNext: 'Само дальше ничего не произойдёт',
  ended: (state, when, because) => `${state} ${when}${because === null ? '' : `: ${because}`}`,
}

const en: WhyWords = {
  waits: (whom, howLong) => `Waiting for ${whom} for ${howLong}`,
  you: 'you',
  itself: 'Going on by itself, waiting for nobody',
  due: (deadline, when, left) => `${deadline} is due ${when}${left === null ? '' : `, ${left} left`}`,
  overdue: (deadline, when) => `${deadline} was due ${when}`,
  deadline: 'it',
  paused: 'deadlines are paused',
  assignee: (name) => `${name} is on it`,
  nobody: 'Nobody has taken it yet',
  did: (done, when, who) => `${done} ${when}${who === '' ? '' : ` (${who})`}`,
  movedItself: (state, when, because) => `Moved to “${state}” by itself ${when}: ${because}`,
  reminded: (count, when) =>
    count === 1 && when !== null ? `Reminded ${when}` : `Reminded ${plural(times, count, 'en')}${when === null ? '' : `, last ${when}`}`,
  managerKnows: 'The manager already knows',
  trouble: (error, when) => `Trouble: ${error}; next try ${when}`,
  engineTrouble: (when) => `The engine can’t go on: administrators are told, it starts anew from the last record ${when}`,
  soon: 'any moment now',
  next: (waitsForUs, items) => `${waitsForUs ? 'If nothing is done' : 'If there is no answer'}, ${items.join(', then ')}`,
  moves: (when, state) => `it moves to “${state}” by itself ${when}`,
  closes: (when) => `it closes by itself ${when}`,
  reminds: (when, whom) => `we remind ${whom} ${when}`,
  remindsAssignee: (when) => `the assignee is reminded ${when}`,
  escalates: (when) => `the manager is told ${when}`,
  alsoMissed: (when, deadline) => `${deadline} is overdue too ${when}`,
  thenEscalates: 'then the manager is told',
  nothingNext: 'Nothing more happens by itself',
  ended: (state, when, because) => `${state} ${when}${because === null ? '' : `: ${because}`}`,
}

export const whyWords = { ru, en } as const
