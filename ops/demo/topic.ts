/** One matter people write to support about, with everything that is said until it is solved. Names in braces are filled in. */
export interface Topic {
  readonly type: 'incident' | 'problem' | 'serviceRequest' | 'developmentRequest'
  readonly priority?: 'low' | 'high' | 'critical'
  readonly subject: string
  readonly body: string
  readonly question: string
  readonly answer: string
  readonly solution: string
  /** What line 1 writes when it hands the matter on; without it line 1 solves it. */
  readonly escalate?: string
  /** The line that can solve it. */
  readonly line?: 'support2' | 'support3'
  /** A note among colleagues. */
  readonly note?: string
  /** What was left unsolved, and the solution of that. */
  readonly reopen?: string
  readonly solvedAgain?: string
}
