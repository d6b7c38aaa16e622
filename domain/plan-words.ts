import { stateOf } from './decide.ts'
import type { Lang } from './label.ts'
import { partyWords } from './party-words.ts'
import type { ProcessDefinition } from './process.ts'
import type { PlanItem } from './snapshot.ts'
import { formatRelativeDate } from './text/relative-date.ts'
import { noBreakSpace } from './text/spaces.ts'
import { whenInSentence } from './text/when.ts'
import { whyWords } from './why-words.ts'

const planLineWords = {
  ru: {
    moves: (when: string, state: string) => `${when} само перейдёт в «${state}»`,
    closes: (when: string) => `${when} закроется само`,
    reminds: (when: string, whom: string, what: string | undefined) => `${when} напомним ${whom}${what === undefined ? '' : `: «${what}»`}`,
    remindsAssignee: (when: string, deadline: string, share: number) =>
      `${when} напомним исполнителю: «${deadline}», ${share}${noBreakSpace}% срока`,
    escalates: (when: string, deadline: string) => `${when} узнает руководитель: срок «${deadline}» вышел`,
    alsoMissed: (when: string, deadline: string) => `${when} выйдет и срок «${deadline}»`,
  },
  en: {
    moves: (when: string, state: string) => `${when}: it moves to “${state}” by itself`,
    closes: (when: string) => `${when}: it closes by itself`,
    reminds: (when: string, whom: string, what: string | undefined) =>
      `${when}: we remind ${whom}${what === undefined ? '' : `: “${what}”`}`,
    remindsAssignee: (when: string, deadline: string, share: number) =>
      `${when}: the assignee is reminded of “${deadline}”, ${share}% of its time`,
    escalates: (when: string, deadline: string) => `${when}: the manager is told that “${deadline}” is overdue`,
    alsoMissed: (when: string, deadline: string) => `${when}: “${deadline}” is overdue too`,
  },
} as const

/** A deadline was missed already, so the manager has been told. */
export const managerKnows = (fired: readonly string[]): boolean => fired.some((key) => /^deadline:.*:100$/.test(key))

/** What will happen by itself, as a part of a sentence: «пн 23 ноя напомним заявителю». */
export function planPhrase(told: {
  readonly definition: ProcessDefinition
  readonly item: PlanItem
  /** Keys of what has fired: a manager is told of the first miss, the next ones only add to it. */
  readonly fired: readonly string[]
  readonly now: number
  readonly zone: string
  readonly lang: Lang
}): string {
  const { definition, item, fired, now, zone, lang } = told
  const words = whyWords[lang]
  const when = item.at <= now ? words.soon : whenInSentence(item.at, now, zone, lang)
  switch (item.kind) {
    case 'move': {
      const state = stateOf(definition, item.to)
      return state.final ? words.closes(when) : words.moves(when, state.label[lang])
    }
    case 'remind':
      return words.reminds(when, partyWords[lang][item.party].reminded)
    case 'deadline':
      if (item.share < 100) return words.remindsAssignee(when)
      return managerKnows(fired)
        ? words.alsoMissed(when, definition.deadlines[item.deadline]?.inSentence?.[lang] ?? words.deadline)
        : words.escalates(when)
  }
}

/** The same with the day, the hour and the deadline named, for a list of all that comes: no two of its lines are alike. */
export function planLine(told: Parameters<typeof planPhrase>[0]): string {
  const line = lineOf(told)
  return `${line.slice(0, 1).toUpperCase()}${line.slice(1)}`
}

function lineOf(told: Parameters<typeof planPhrase>[0]): string {
  const { definition, item, now, zone, lang } = told
  const words = planLineWords[lang]
  const when = item.at <= now ? whyWords[lang].soon : formatRelativeDate(item.at, now, zone, lang)
  switch (item.kind) {
    case 'move': {
      const state = stateOf(definition, item.to)
      return state.final ? words.closes(when) : words.moves(when, state.label[lang])
    }
    case 'remind':
      return words.reminds(when, partyWords[lang][item.party].reminded, item.say?.[lang])
    case 'deadline': {
      const deadline = definition.deadlines[item.deadline]?.label[lang] ?? item.deadline
      if (item.share < 100) return words.remindsAssignee(when, deadline, item.share)
      return managerKnows(told.fired) ? words.alsoMissed(when, deadline) : words.escalates(when, deadline)
    }
  }
}

const weighty = (item: PlanItem): boolean => item.kind === 'move' || (item.kind === 'deadline' && item.share === 100)

/** The next thing to happen and the next that changes something; a reminder to nobody is not told. */
export function nextItems(row: { readonly plan: readonly PlanItem[]; readonly assigneeId: string | null }): readonly PlanItem[] {
  const told = row.plan.filter((item) => item.kind !== 'deadline' || item.share === 100 || row.assigneeId !== null)
  const first = told[0]
  if (!first) return []
  const second = weighty(first) ? undefined : told.find(weighty)
  return second ? [first, second] : [first]
}
