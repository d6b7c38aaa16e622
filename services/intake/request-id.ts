const prefix = 'mail:'

/** Request ids of what letters ask for: one letter, one request, however often it is tried. */
export const mailRequest = {
  id: (intakeId: string): string => `${prefix}${intakeId}`,
  intakeId: (requestId: string): string | undefined => (requestId.startsWith(prefix) ? requestId.slice(prefix.length) : undefined),
}
