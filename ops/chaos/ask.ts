import { setTimeout as sleep } from 'node:timers/promises'
import { TRPCClientError } from '@trpc/client'
import { z } from 'zod'
import { misdirected } from '../../api/hooks/draining.ts'
import type { AppRouter } from '../../api/router.ts'
import { codeOf } from '../failure.ts'
import type { ClientJournal } from './client-journal.ts'
import type { Tally } from './tally.ts'
import { patienceMs } from './tally.ts'

/** The answer was no, for good. */
export class Refused extends Error {
  override readonly name = 'Refused'
}
/** The run ended before an answer came. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}
const problem = z.object({ error: z.object({ data: z.object({ code: z.string() }) }) })

function codeIn(body: string): string | undefined {
  try {
    return problem.parse(JSON.parse(body)).error.data.code
  } catch {
    return undefined
  }
}

/** An answer without tRPC's own client. */
export class HttpAnswer extends Error {
  override readonly name = 'HttpAnswer'
  readonly status: number
  constructor(status: number, body: string) {
    super(codeIn(body) ?? body.slice(0, 200))
    this.status = status
  }
}

export interface Asking {
  readonly journal: ClientJournal
  readonly tally: Tally
  /** Nothing is repeated any more after this. */
  readonly over: AbortSignal
}
export interface Question<T> {
  readonly tenantId: string
  /** The request id, as the product records it. */
  readonly opId: string
  /** Of a person's words for it, in what is reported. */
  readonly what: string
  /** `attempt` counts from 0: a balancer sends each to the next instance. */
  send(attempt: number, signal: AbortSignal): Promise<T>
  /** A refusal that the load itself provokes. */
  readonly mayRefuse?: string
  /** False when the answer says that it became something else than a move of a process. */
  isMove?(answer: T): boolean
}

/** Longer than any answer of the product may take. */
const longestAnswerMs = 20_000
const firstPauseMs = 1_000
const longestPauseMs = 8_000

const failureData = z.object({ httpStatus: z.int(), code: z.string(), refusal: z.string().nullish() })

interface Outcome {
  readonly kind: 'unknown' | 'refused' | 'defect'
  readonly why: string
}

// A failed fetch is a TypeError with the network's error as its cause.
const isLost = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'TimeoutError' || (error instanceof TypeError && error.cause instanceof Error))

/** What a failed request says: nothing, no, or that something is broken. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof HttpAnswer) return ofStatus(error.status, error.message)
  if (isLost(error)) return { kind: 'unknown', why: codeOf(error.cause) ?? error.name }
  if (!(error instanceof TRPCClientError)) throw error
  const known: TRPCClientError<AppRouter> = error
  const data = failureData.safeParse(known.data)
  if (!data.success) return { kind: 'unknown', why: codeOf(error.cause?.cause) ?? error.cause?.name ?? 'no answer' }
  return ofStatus(data.data.httpStatus, data.data.refusal ?? data.data.code)
}

function ofStatus(status: number, why: string): Outcome {
  if (status === misdirected || status === 503 || status === 502 || status === 504 || status === 429)
    return { kind: 'unknown', why: `${String(status)} ${why}` }
  return { kind: status >= 500 ? 'defect' : 'refused', why: `${String(status)} ${why}` }
}

/** Asks as the console does: the same request id again while nobody knows what became of it. @throws Refused, GivenUp */
export async function askUntilKnown<T>({ journal, tally, over }: Asking, question: Question<T>): Promise<T> {
  const { tenantId, opId } = question
  const askedAtMs = performance.now()
  const answered = (): void => {
    const answeredAtMs = performance.now()
    tally.answered += 1
    tally.answers.push({ askedAtMs, answeredAtMs })
    if (answeredAtMs - askedAtMs <= patienceMs) tally.inTime += 1
  }
  tally.asked += 1
  for (let attempt = 0, pauseMs = firstPauseMs; ; attempt += 1, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (over.aborted) throw new GivenUp(question.what)
    await journal.write({ opId, tenantId, phase: 'send' })
    tally.sent += 1
    try {
      const answer = await question.send(attempt, AbortSignal.timeout(longestAnswerMs))
      answered()
      if (question.isMove?.(answer) === false) return answer
      await journal.write({ opId, tenantId, phase: 'acknowledged' })
      tally.acknowledged += 1
      return answer
    } catch (error) {
      const outcome = outcomeOf(error)
      if (outcome.kind === 'refused') {
        answered()
        if (question.mayRefuse === undefined || !outcome.why.endsWith(question.mayRefuse))
          tally.refused.push(`${question.what}: ${outcome.why}`)
        throw new Refused(`${question.what}: ${outcome.why}`)
      }
      if (outcome.kind === 'defect') tally.defects.push(`${question.what}: ${outcome.why}`)
      tally.unknown.set(outcome.why, (tally.unknown.get(outcome.why) ?? 0) + 1)
    }
    await sleep(pauseMs)
  }
}
