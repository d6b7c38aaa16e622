import type { FillTimes } from './fill-times.ts'
import type { AnyFormValues } from './form.ts'
import type { JsonObject } from './json.ts'
import { fieldsOfQuestion, questionsOf, reportQuestions } from './report-template.ts'
import type { ReportQuestion } from './report-template.ts'

/** A report as it was sent: what it says, how long that took, and of what data its visit chose its questions. */
interface SentReport {
  readonly form: AnyFormValues
  readonly times: FillTimes
  readonly data: JsonObject
}
interface QuestionCost {
  readonly question: ReportQuestion
  /** Reports that asked it, and those that say something to it. */
  readonly asked: number
  readonly answered: number
  /** The middle of the times of those who answered; 0 where nobody did. */
  readonly medianSeconds: number
}
export interface ReportCosts {
  readonly reports: number
  /** The middle of the times of whole reports. */
  readonly medianSeconds: number
  /** The dearest first. */
  readonly questions: readonly QuestionCost[]
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Which question costs the time of those who report, and whether it is answered at all. */
export function costsOf(reports: readonly SentReport[]): ReportCosts {
  const questions = reportQuestions.flatMap((question): readonly QuestionCost[] => {
    const fields = fieldsOfQuestion(question)
    const asking = reports.filter(({ data }) => questionsOf(data).includes(question))
    if (asking.length === 0) return []
    const answers = asking.filter(({ form }) => fields.some((field) => form[field] !== undefined))
    const seconds = answers.map(({ times }) => sum(fields.map((field) => times[field] ?? 0)))
    return [{ question, asked: asking.length, answered: answers.length, medianSeconds: middle(seconds) }]
  })
  return {
    reports: reports.length,
    medianSeconds: middle(reports.map(({ times }) => sum(Object.values(times)))),
    questions: questions.toSorted((one, other) => other.medianSeconds - one.medianSeconds),
  }
}
