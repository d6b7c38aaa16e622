import { describe, expect, it } from 'vitest'
import { scaled } from '../model/scale.ts'
import { createRandomSource } from './random-source.ts'
import { ticketWalker } from './ticket-walk.ts'
import { visitWalker } from './visit-walk.ts'
import { emptyTally, walk } from './walk.ts'

// Another seed, or one path again: VEKHA_SEED=123 VEKHA_PATHS=1 npx vitest run test/workflows/random-paths.test.ts
const seed = Number(process.env['VEKHA_SEED'] ?? 20_260_101)
const paths = Number(process.env['VEKHA_PATHS'] ?? scaled(10_000, 2_000))

describe.each([
  { name: 'ticket', walker: ticketWalker },
  { name: 'visit', walker: visitWalker },
])('the $name, by any path', ({ walker }) => {
  it(`keeps its word on ${String(paths)} random paths from seed ${String(seed)}`, { timeout: scaled(900_000, 240_000) }, async () => {
    const tally = emptyTally()
    const startedAt = performance.now()
    for (let path = 0; path < paths; path += 1) {
      try {
        await walk(createRandomSource(seed + path), tally, walker)
      } catch (error) {
        throw new Error(`Path ${String(path)}; again: VEKHA_SEED=${String(seed + path)} VEKHA_PATHS=1`, { cause: error })
      }
    }
    const seconds = (performance.now() - startedAt) / 1_000
    console.log(
      `${String(paths)} paths from seed ${String(seed)} in ${seconds.toFixed(1)} s, ${(paths / seconds).toFixed(0)} a second:`,
      tally,
    )
    if (paths < 2_000) return
    // A walk that never gets anywhere proves nothing.
    expect([...tally.reached].toSorted()).toEqual(Object.keys(walker.definition.states).toSorted())
    for (const count of [tally.crashes, tally.ahead, tally.restarts, tally.refusals, tally.ended]) expect(count).toBeGreaterThan(paths / 20)
    expect(tally.runs).toBeGreaterThan(paths * 1.05)
  })
})
