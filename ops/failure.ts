/** Something a person can put right: the sentence says what happened and what to do. Printed without a stack. */
export class Failure extends Error {
  override name = 'Failure'
}

/** Says how a command is used to whoever asked for it: nothing is wrong, and nothing was begun. */
export function showUsage(usage: string): never {
  console.log(`\n${usage}\n`)
  process.exit(0)
}

/** The message of anything thrown, for a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/** The message of what it all began with: libraries wrap errors in their own. */
export function firstReasonOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? firstReasonOf(error.cause) : reasonOf(error)
}

/** The system's error code (`EADDRINUSE`, `ENOSPC`, `28P01`…), if the thrown thing has one. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}
