import type { JsonObject } from './json.ts'
import type { Label } from './label.ts'
import type { Party } from './roles.ts'
import { isRemote } from './visit-actions.ts'
import { isAhead } from './visit-states.ts'

// Coaching: a trainer or a manager sits in on a visit, and writes its representative a note afterwards.

/** Whose people may sit in. */
export const observingParties = ['trainer', 'manager'] as const satisfies readonly Party[]

/** What a note scores where the organization has said nothing of its own. */
export const usualCriteria: readonly Label[] = [
  { ru: 'Подготовка к визиту', en: 'Preparation' },
  { ru: 'Выявление потребностей', en: 'Finding out needs' },
  { ru: 'Рассказ о продукте', en: 'Presenting the product' },
  { ru: 'Работа с возражениями', en: 'Handling objections' },
  { ru: 'Договорённость о следующем шаге', en: 'Agreeing on the next step' },
]
/** A note scores no more than so many, in no longer words. */
export const mostCriteria = 7
export const longestCriterion = 80
/** From «must be learnt» to «an example to others». */
export const scoreScale = { min: 1, max: 5 } as const
/** What a note holds at most, in characters, of strengths and of what to improve. */
export const longestCoaching = 2_000

/** What the representative says to a note. */
export const coachingReplies = ['seen', 'agreed'] as const
export type CoachingReply = (typeof coachingReplies)[number]

/** One criterion and how it was met. */
export interface Score {
  readonly criterion: string
  readonly score: number
}

/** May somebody be asked to sit in now? A contact agrees to a remote meeting beforehand, so nobody is added while it runs. */
export const takesObservers = ({ state, data }: { readonly state: string; readonly data: JsonObject }): boolean =>
  isAhead(state) || (state === 'inProgress' && !isRemote(data))
