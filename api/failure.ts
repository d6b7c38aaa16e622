import { TRPCError } from '@trpc/server'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server'
import { ZodError } from 'zod'
import type { RefusalReason } from '../domain/decide.ts'
import type { FormProblem } from '../domain/form.ts'
import { isJsonObject } from '../domain/json.ts'
import type { Json } from '../domain/json.ts'
import type { Label } from '../domain/label.ts'
import { Problem, databaseProblem } from '../services/problem.ts'
import type { ProblemCode } from '../services/problem.ts'

/** What an answer that says no carries in `error.data`. `Internal` is a defect: the log knows more under the request id. */
export interface FailureData {
  readonly code: ProblemCode | 'Internal'
  readonly message: Label
  /** Fields of the form or input that are wrong. */
  readonly problems: readonly FormProblem[]
  /** Why a process did not take an action. */
  readonly refusal: RefusalReason | null
  readonly details: Json
  readonly httpStatus: number
  readonly requestId: string
}

const statuses: Readonly<Record<ProblemCode, number>> = {
  BadInput: 400,
  NotSignedIn: 401,
  Forbidden: 403,
  NotFound: 404,
  Conflict: 409,
  TimeTaken: 409,
  TooLarge: 413,
  TooMany: 429,
  Refused: 409,
  NotConfirmed: 503,
  Unavailable: 503,
}

/** Most refusals are a conflict with where the process stands; these are the asker's own. */
const refusalStatuses: { readonly [refusal in RefusalReason]?: number } = {
  Forbidden: 403,
  UnknownAction: 400,
  BadForm: 400,
  ReasonNeeded: 400,
}

const statusOf = ({ code, refusal }: Problem): number => (refusal && refusalStatuses[refusal]) ?? statuses[code]

const trpcCodes: { readonly [status: number]: TRPC_ERROR_CODE_KEY } = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
}

/** A problem as tRPC sends it, with the right HTTP status. */
export const trpcErrorOf = (problem: Problem): TRPCError =>
  new TRPCError({ code: trpcCodes[statusOf(problem)] ?? 'BAD_REQUEST', message: problem.message, cause: problem })

const labels = {
  badInput: { ru: 'Запрос составлен неверно.', en: 'The request is not right.' },
  badField: { ru: 'Неверное значение', en: 'The value is not right' },
  missing: { ru: 'Заполните это поле', en: 'Fill in this field' },
  long: { ru: 'Слишком длинное или большое значение', en: 'The value is too long or too large' },
  short: { ru: 'Слишком короткое или малое значение', en: 'The value is too short or too small' },
  unknown: { ru: 'Такого поля здесь нет', en: 'There is no such field here' },
  noSuch: { ru: 'Такого адреса нет.', en: 'There is no such address.' },
  tooLarge: {
    ru: 'Слишком много сразу. Сократите текст, а длинное приложите файлом.',
    en: 'This is too much at once. Shorten the text, and attach what is long as a file.',
  },
  tooMany: { ru: 'Слишком много запросов. Подождите немного.', en: 'Too many requests. Wait a little.' },
  notSignedIn: { ru: 'Войдите, чтобы продолжить.', en: 'Sign in to go on.' },
  forbidden: { ru: 'Этого делать нельзя.', en: 'This is not allowed.' },
  broken: {
    ru: 'Что-то сломалось на нашей стороне. Мы уже знаем; попробуйте ещё раз через минуту.',
    en: 'Something broke on our side. We know about it; try again in a minute.',
  },
} as const satisfies Record<string, Label>

export const notSignedIn = (): Problem => new Problem('NotSignedIn', labels.notSignedIn)

type Issue = ZodError['issues'][number]

function labelOfIssue(issue: Issue): Label {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? labels.missing : labels.badField
    case 'too_big':
      return labels.long
    case 'too_small':
      return labels.short
    case 'unrecognized_keys':
      return labels.unknown
    default:
      return labels.badField
  }
}

/** What zod found, told field by field. */
function problemOfInput(error: ZodError): Problem {
  const problems = error.issues.slice(0, 50).map((issue) => ({
    field: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.'),
    message: labelOfIssue(issue),
  }))
  return new Problem('BadInput', labels.badInput, { problems })
}

/** An HTTP status as a problem, for what the framework itself refuses; nothing for our own defects. */
export function problemOfStatus(status: number): Problem | undefined {
  if (status === 401) return notSignedIn()
  if (status === 403) return new Problem('Forbidden', labels.forbidden)
  if (status === 404) return new Problem('NotFound', labels.noSuch)
  if (status === 413) return new Problem('TooLarge', labels.tooLarge)
  if (status === 429) return new Problem('TooMany', labels.tooMany)
  return status >= 400 && status < 500 ? new Problem('BadInput', labels.badInput) : undefined
}

// The form parser throws plain errors, and only for what the sender did.
const brokenForm = /^Multipart: Boundary|unexpected end of multipart data/i

/** The expected failure behind an error; nothing for a defect. `status` is what the framework would answer. */
export function problemOf(error: unknown, status: number): Problem | undefined {
  const cause = error instanceof TRPCError ? error.cause : error
  if (cause instanceof Problem) return cause
  if (cause instanceof ZodError) return problemOfInput(cause)
  if (cause instanceof Error && brokenForm.test(cause.message)) return new Problem('BadInput', labels.badInput)
  return databaseProblem(cause) ?? problemOfStatus(status)
}

/** `status` is kept where the framework chose it, as 405 and 415. */
export function failureData(problem: Problem | undefined, requestId: string, status = problem ? statusOf(problem) : 500): FailureData {
  if (!problem) return { code: 'Internal', message: labels.broken, problems: [], refusal: null, details: null, httpStatus: 500, requestId }
  const { code, label, problems, refusal, details } = problem
  return { code, message: label, problems, refusal: refusal ?? null, details, httpStatus: status, requestId }
}

const usualWaitSeconds = 5

/** When to ask again, for answers that say later; nothing for the others. */
export function retryAfter(data: FailureData): Readonly<Record<string, string>> {
  if (data.httpStatus !== 429 && data.httpStatus !== 503) return {}
  const seconds = isJsonObject(data.details) ? data.details['retryAfterSeconds'] : undefined
  return { 'retry-after': String(typeof seconds === 'number' ? seconds : usualWaitSeconds) }
}
