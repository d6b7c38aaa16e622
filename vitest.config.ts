import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Each file talks to Postgres and the engine besides its own work: two at a time fill two cores.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    // What a busy machine made too slow gets a second try, and is named as such; a defect fails twice.
    retry: process.env.CI ? 1 : 0,
    reporters: process.env.VEKHA_TEST_REPORT ? ['default', ['json', { outputFile: process.env.VEKHA_TEST_REPORT }]] : ['default'],
  },
})
