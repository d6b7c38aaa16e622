import { products, repId } from './visit-fields.ts'

/** What a target of a plan says: who visits whom, how often in its cycle, and what is shown. */
export const targetForm = {
  contactId: { type: 'contact', label: { ru: 'Контакт', en: 'Contact' } },
  repId,
  wanted: { type: 'integer', label: { ru: 'Визитов за цикл', en: 'Visits in the cycle' }, min: 1, max: 60 },
  ...products,
} as const

/** By what the coverage of a plan is told apart. */
export const coverageGroups = ['rep', 'organization'] as const
export type CoverageGroup = (typeof coverageGroups)[number]

/** Of the visits that are wanted: held, booked and still to come, and what nobody booked yet; together they are `wanted`. */
export interface Covered {
  readonly wanted: number
  readonly held: number
  readonly booked: number
  readonly left: number
  /** Held or booked beyond what was wanted. */
  readonly extra: number
}

/** The longest cycle, in days: a year and some. */
export const longestCycleDays = 400
