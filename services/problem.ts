import type { RefusalReason } from '../domain/decide.ts'
import type { FormProblem } from '../domain/form.ts'
import type { Json } from '../domain/json.ts'
import type { Label } from '../domain/label.ts'
import { isDatabaseAway } from '../db/away.ts'

export const problemCodes = [
  'BadInput',
  'NotSignedIn',
  'Forbidden',
  'NotFound',
  'Conflict',
  'TimeTaken',
  'TooLarge',
  'TooMany',
  'Refused',
  'NotConfirmed',
  'Unavailable',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** An expected failure, in words for the person who caused it. Everything else is a defect and shows nothing internal. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly label: Label
  /** Fields of a form that are wrong. */
  readonly problems: readonly FormProblem[]
  /** Why a process did not take an action; the screen refreshes and keeps the draft. */
  readonly refusal: RefusalReason | undefined
  /** What the screen can show beside the words: the state now, free slots. */
  readonly details: Json

  constructor(
    code: ProblemCode,
    label: Label,
    more: {
      readonly problems?: readonly FormProblem[]
      readonly refusal?: RefusalReason
      readonly details?: Json
      readonly cause?: unknown
    } = {},
  ) {
    super(label.en, more.cause === undefined ? {} : { cause: more.cause })
    this.code = code
    this.label = label
    this.problems = more.problems ?? []
    this.refusal = more.refusal
    this.details = more.details ?? null
  }
}

/** What to say of an error that only means that the database is not within reach; nothing for any other. */
export const databaseProblem = (error: unknown): Problem | undefined =>
  isDatabaseAway(error)
    ? new Problem(
        'Unavailable',
        {
          ru: 'Сейчас Веха не отвечает. Попробуйте ещё раз через несколько секунд.',
          en: 'Vekha does not answer now. Try again in a few seconds.',
        },
        { cause: error },
      )
    : undefined

/** The same words for what does not exist and for what belongs to another organization. */
export const notFound = (): Problem =>
  new Problem('NotFound', { ru: 'Не найдено. Возможно, ссылка устарела.', en: 'Not found. The link may be out of date.' })
export const forbidden = (): Problem =>
  new Problem('Forbidden', { ru: 'Ваша роль не позволяет этого.', en: 'Your role does not allow this.' })

/** A role that does not allow what its fields say: which, and what to change. */
export const closedFields = (problems: readonly FormProblem[]): Problem => {
  const [first] = problems
  return first ? new Problem('Forbidden', first.message, { problems }) : forbidden()
}

/** What is wrong with a form, field by field. */
export const badForm = (problems: readonly FormProblem[]): Problem =>
  new Problem('BadInput', { ru: 'Проверьте форму', en: 'Check the form' }, { problems })

/** One thing that is wrong, said of its field and of the whole. */
export const wrongField = (field: string, message: Label, code: 'BadInput' | 'Conflict' = 'BadInput'): Problem =>
  new Problem(code, message, { problems: [{ field, message }] })
