import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyLiveTally, runBatch } from './live-batch.ts'
import { liveTicket } from './live-ticket.ts'
import { liveVisit } from './live-visit.ts'
import { startGround } from './ground.ts'
import type { Ground } from './ground.ts'
import { onceBroken } from './once-broken.ts'
import { replayEveryRun } from './replays.ts'
import { isFull, liveScale, scaled } from './scale.ts'

// Further seeds stall on the time-skipping server (docs/decisions/011), so it has its turn in the full run alone.
const servers = isFull ? (['time-skipping', 'dev'] as const) : (['dev'] as const)

const kinds = [liveTicket, liveVisit]

describe.each(servers)('processes on the %s server beside the reference', (server) => {
  const { seeds, commands, batch, firstSeed } = liveScale(server)
  let ground: Ground
  beforeAll(async () => {
    ground = await startGround({ server, ...(server === 'dev' ? { cached: 4, workers: 2 } : { cached: 500, workers: 1 }) })
  }, 120_000)
  afterAll(() => ground.close(), 60_000)

  it.each(kinds)(
    `agrees on ${String(seeds)} seeds of a $definition.kind from ${String(firstSeed)}`,
    { timeout: scaled(3_600_000, 300_000) },
    async (kind) => {
      const tally = emptyLiveTally()
      const startedAt = performance.now()
      const ids: string[] = []
      const all = [...(kind === liveTicket ? onceBroken[server] : []), ...Array.from({ length: seeds }, (_, index) => firstSeed + index)]
      for (let done = 0; done < all.length; done += batch) {
        ids.push(...(await runBatch(ground, { kind, seeds: all.slice(done, done + batch), commands, tally })))
        const seconds = (performance.now() - startedAt) / 1_000
        console.log(
          `${server}, ${kind.definition.kind}: ${String(Math.min(done + batch, all.length))} of ${String(all.length)} seeds, ${seconds.toFixed(0)} s`,
          tally,
        )
      }
      const replayed = await replayEveryRun(ground, ids)
      expect(replayed).toBeGreaterThanOrEqual(ids.length)
      console.log(`${server}, ${kind.definition.kind}: all ${String(replayed)} runs replay`)
    },
  )
})
