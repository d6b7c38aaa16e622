import type { JsonObject } from '../../domain/json.ts'
import { isJsonObject } from '../../domain/json.ts'
import type { Label } from '../../domain/label.ts'
import { say, t } from './i18n.ts'

/** Why something asked of the server did not happen, told apart by what the screen does next. */
export type FailureKind =
  | 'stale'
  | 'notAllowedNow'
  | 'forbidden'
  | 'ended'
  | 'reasonNeeded'
  | 'conflict'
  | 'invalid'
  | 'notConfirmed'
  | 'offline'
  | 'signedOut'
  | 'notFound'
  | 'tooMany'
  | 'tooLarge'
  | 'broken'
export interface Failure {
  readonly kind: FailureKind
  readonly message: string
  /** Messages by field name, when the form was wrong. */
  readonly problems: Readonly<Record<string, string>>
  /** Free times, ISO, when the one asked for was taken. */
  readonly offers: readonly string[]
}

/** An answer of the server that says no. */
export class RequestFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

const kindByName: Readonly<Record<string, FailureKind>> = {
  StaleScreen: 'stale',
  NotAllowedNow: 'notAllowedNow',
  UnknownAction: 'notAllowedNow',
  TooEarly: 'notAllowedNow',
  Ended: 'ended',
  Forbidden: 'forbidden',
  BadForm: 'invalid',
  ReasonNeeded: 'reasonNeeded',
  Conflict: 'conflict',
  TimeTaken: 'conflict',
  NotConfirmed: 'notConfirmed',
  BadInput: 'invalid',
  NotSignedIn: 'signedOut',
  NotFound: 'notFound',
  TooLarge: 'tooLarge',
  TooMany: 'tooMany',
  Unavailable: 'notConfirmed',
}

const isLabel = (value: unknown): value is Label =>
  isJsonObject(value) && typeof value['ru'] === 'string' && typeof value['en'] === 'string'

function problemsOf(value: unknown): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {}
  if (!Array.isArray(value)) return problems
  for (const problem of value)
    if (isJsonObject(problem) && typeof problem['field'] === 'string' && isLabel(problem['message']))
      problems[problem['field']] = say(problem['message'])
  return problems
}

/** The free times, ISO, in what a refusal says beside its words. */
export function offeredTimes(details: unknown): readonly string[] {
  const offers = isJsonObject(details) ? details['offers'] : undefined
  if (!Array.isArray(offers)) return []
  return offers.flatMap((offer) => (isJsonObject(offer) && typeof offer['startsAt'] === 'string' ? [offer['startsAt']] : []))
}

/** Reads what tRPC says in `error.data` into a failure; an unknown shape is `broken`, with a sentence anyway. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestFailure) return error.failure
  const data = error instanceof Error && 'data' in error ? error.data : undefined
  if (!isJsonObject(data)) {
    const kind = isLost(error) || !navigator.onLine ? 'offline' : 'broken'
    return { kind, message: t(`failure.${kind}`), problems: {}, offers: [] }
  }
  return failureFrom(data)
}

/** What a form says at its end: nothing when its fields say what is wrong. */
export const unplaced = (failure: Failure | undefined): string | undefined =>
  failure === undefined || Object.keys(failure.problems).length > 0 ? undefined : failure.message

/** The same for a form whose fields say nothing of their own. */
export const inFull = (failure: Failure | undefined): string | undefined =>
  failure && [failure.message, ...Object.values(failure.problems)].join(' ')

/** The same from the words of a plain HTTP answer (files, exports). */
export function failureFrom(data: JsonObject): Failure {
  const names = [data['refusal'], data['code']]
  const kind = names.flatMap((name) => (typeof name === 'string' ? (kindByName[name] ?? []) : []))[0] ?? 'broken'
  const message = isLabel(data['message']) && kind !== 'stale' ? say(data['message']) : t(`failure.${kind}`)
  return { kind, message, problems: problemsOf(data['problems']), offers: offeredTimes(data['details']) }
}

// A failed fetch is the browser's TypeError, which tRPC wraps as the cause.
const isLost = (error: unknown): boolean => error instanceof TypeError || (error instanceof Error && error.cause instanceof TypeError)
