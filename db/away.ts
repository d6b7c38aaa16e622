/** Node's and Postgres's codes (SQLSTATE classes 08, 53, 57) for a server that is not there, starting, stopping or full. */
const codes: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['08000', '08001', '08003', '08006', '53300', '57P01', '57P02', '57P03', '57P05', '25P03'],
])
// pg's own errors have no code.
const words = /^(?:timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/

/**
 * True when a statement failed because the database could not be reached in time: nothing is wrong with it, and the
 * same again later will do. What it was to write may be written.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true
  if (!(error instanceof Error)) return false
  if (('code' in error && codes.has(error.code)) || words.test(error.message)) return true
  return isDatabaseAway(error.cause)
}
