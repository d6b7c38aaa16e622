const uniqueViolation = '23505'

/** True when a statement was refused because a row with the same unique key is there. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === uniqueViolation) || isUniqueViolation(error.cause))
