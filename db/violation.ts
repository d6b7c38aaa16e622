const uniqueViolation = '23505'
const exclusionViolation = '23P01'

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (('code' in error && error.code === code) || hasCode(error.cause, code))

/** True when a statement was refused because a row with the same unique key is there. */
export const isUniqueViolation = (error: unknown): boolean => hasCode(error, uniqueViolation)
/** True when a statement was refused because the row would overlap another that excludes it. */
export const isExclusionViolation = (error: unknown): boolean => hasCode(error, exclusionViolation)
