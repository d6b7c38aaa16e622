import type { Form } from './form.ts'
import type { JsonObject } from './json.ts'
import type { Label } from './label.ts'
import { report } from './visit-fields.ts'

// What an organization may ask in the report of a visit: a few questions of those that are known.

/** Questions of a report that an organization chooses; a question can take several fields. */
export const reportQuestions = ['reactions', 'left', 'competitors', 'notes', 'nextStep', 'attendees', 'ordered', 'onShelf'] as const
export type ReportQuestion = (typeof reportQuestions)[number]

/** Asked where the organization has chosen nothing. */
export const usualQuestions = ['reactions', 'left', 'competitors', 'notes', 'nextStep'] as const satisfies readonly ReportQuestion[]
/** As many questions as a report asks at most, until the organization sets another number: long reports are not filled in (rivals-domains.md, area 1). */
export const usualBudget = 5
/** No budget is larger than this. */
export const largestBudget = reportQuestions.length

type ReportField = keyof typeof report
const fieldsOf: Readonly<Record<ReportQuestion, readonly ReportField[]>> = {
  reactions: ['reaction1', 'reaction2', 'reaction3'],
  left: ['left'],
  competitors: ['competitors'],
  notes: ['notes'],
  nextStep: ['nextStep', 'nextAt'],
  attendees: ['attendees'],
  ordered: ['ordered'],
  onShelf: ['onShelf'],
}
/** Which fields of the report a question takes. */
export const fieldsOfQuestion = (question: ReportQuestion): readonly string[] => fieldsOf[question]

/** A question as its choice shows it. */
export const questionLabel = (question: ReportQuestion): Label =>
  question === 'reactions' ? { ru: 'Отношение к каждому продукту', en: 'Reaction to each product' } : report[question].label

const productOf: Readonly<Record<string, string>> = { reaction1: 'product1', reaction2: 'product2', reaction3: 'product3' }
const isQuestion = (name: unknown): name is ReportQuestion => reportQuestions.some((one) => one === name)

/** The questions that the visit was begun with. */
export function questionsOf(data: JsonObject): readonly ReportQuestion[] {
  const { reportQuestions: begunWith } = data
  return Array.isArray(begunWith) ? begunWith.filter(isQuestion) : usualQuestions
}

/** The report's form as a visit asks it: its organization's questions, reactions to its own products by their names. */
export function reportAsks(form: Form, data: JsonObject): Form {
  const questions = questionsOf(data)
  const left = new Set<string>(reportQuestions.filter((one) => !questions.includes(one)).flatMap((one) => fieldsOf[one]))
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, field]) => {
      if (left.has(name)) return []
      const product = productOf[name]
      if (product === undefined) return [[name, field]]
      const shown = data[product]
      return typeof shown === 'string' ? [[name, { ...field, label: { ru: `Отношение: ${shown}`, en: `Reaction: ${shown}` } }]] : []
    }),
  )
}
