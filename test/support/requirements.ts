/** What a suite needs from the run: its value, or an error with the sentence that says how to get it. */
function required(name: string, missing: string | undefined): string {
  const value = process.env[name]
  if (value) return value
  throw new Error(
    missing ??
      `${name} is not set. Run \`npm test -- <files>\`, or keep the services up with \`tsx ops/test.ts --services\` and export what it prints.`,
  )
}

/** The owner's URL of the run's Postgres; suites make their own database with `testDatabase()`. */
export function testDatabaseUrl(): string {
  return required('TEST_DATABASE_URL', undefined)
}

/** `host:port` of the run's Temporal dev server; suites make their own task queues. */
export function testTemporalAddress(): string {
  return required('TEST_TEMPORAL_ADDRESS', undefined)
}

/** The program of the time-skipping server, for `server: { executable: { type: 'existing-path', path } }`. */
export function timeServerPath(): string {
  return required('TEST_SERVER_PATH', process.env.TEST_SERVER_MISSING)
}

export function chromiumPath(): string {
  return required('CHROMIUM_PATH', process.env.CHROMIUM_MISSING)
}
