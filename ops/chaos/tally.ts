/** What became of single requests and of what they asked for. */
export interface Tally {
  /** What people asked for, however often their screens repeated it. */
  asked: number
  /** Of that: what had a definite answer, yes or no, while somebody still waits for it. */
  inTime: number
  /** When each of that was asked and answered, by `performance.now()`. */
  readonly answers: { readonly askedAtMs: number; readonly answeredAtMs: number }[]
  /** Requests that left. */
  sent: number
  /** Of them: with an answer that says what became of it, yes or no. */
  answered: number
  /** Of them: no answer, or one that promises nothing (503), by why: the same request id goes again. */
  readonly unknown: Map<string, number>
  /** Things that were said to be done. */
  acknowledged: number
  /** Letters the listener took. */
  lettersTaken: number
  /** Answers that no fault excuses: defects of the product (5xx but 503), with what they were. */
  readonly defects: string[]
  /** Refusals that nothing in the load provokes. */
  readonly refused: string[]
  /** Requester's words that joined the conversation instead of moving the ticket. */
  joined: number
}

export const newTally = (): Tally => ({
  asked: 0,
  inTime: 0,
  answers: [],
  sent: 0,
  answered: 0,
  unknown: new Map(),
  acknowledged: 0,
  lettersTaken: 0,
  defects: [],
  refused: [],
  joined: 0,
})

/** So long somebody looks at a screen that says «sent, not confirmed yet». */
export const patienceMs = 30_000

/** The share of what was asked that was answered in time, 0 to 1. */
export const answeredShare = ({ asked, inTime }: Tally): number => (asked === 0 ? 0 : inTime / asked)
