import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsUpTo } from '../../ops/chaos/faults.ts'
import { numbersOf, strike } from '../../ops/chaos/scenarios/mixed.ts'
import { openSite } from '../../ops/chaos/site.ts'
import type { ChaosSite } from '../../ops/chaos/site.ts'
import { judge } from '../../ops/chaos/verdict.ts'
import type { Ran } from '../../ops/chaos/verdict.ts'

const seed = Number(process.env.VEKHA_CHAOS_SEED ?? '11')
/** Each program once, each way of hurting it, and two broken wires. */
const kinds = ['kill worker', 'kill API', 'kill Temporal', 'stop at once Postgres', 'freeze worker', 'reset temporal', 'delay postgres']
const [tickets, visits] = [34, 10]

// `npm run chaos` does the same for long; this is the short one.
describe('an installation that is hurt', () => {
  let site: ChaosSite
  let ran: Ran
  beforeAll(async () => {
    site = await openSite()
  }, 120_000)
  afterAll(() => site.close(), 60_000)

  it(`loses nothing and is itself again (seed ${String(seed)})`, async () => {
    const faults = faultsUpTo(2_500).filter(({ kind }) => kinds.includes(kind))
    const struck = await strike(site, {
      seed,
      tickets,
      visits,
      rate: 2,
      hits: 1,
      everyMs: [2_000, 2_600],
      inTurn: true,
      thinkMs: 500,
      lettersTwice: 5,
      faults,
      say: console.log,
    })
    ran = struck.ran
    const judged = await judge(ran, () => undefined)
    const numbers = numbersOf(ran, judged, struck.faults)
    console.log(numbers)
    expect(judged.breaches).toEqual([])
    expect(numbers).toMatchObject({ tickets, visits, lost: 0, 'moved twice': 0 })
    expect(faults).toHaveLength(kinds.length)
    expect(numbers['faults']).toBeGreaterThanOrEqual(kinds.length - 1)
  }, 180_000)

  it('is found out when an acknowledged record is gone, letters came again and invitations are missing', async () => {
    const owner = new pg.Client({ connectionString: site.installation.databaseUrl })
    await owner.connect()
    await owner.query('SET session_replication_role = replica')
    await owner.query(`DELETE FROM events WHERE (process_id, seq) IN (SELECT process_id, seq FROM events WHERE name = 'take' LIMIT 1)`)
    await owner.end()
    const { store } = site.installation.outbox
    for (const { id, envelopeFrom, recipients } of await store.listLetters({ limit: 12 })) {
      const raw = await store.readRaw(id)
      if (raw) await store.saveLetter({ envelopeFrom, recipients, raw })
    }
    // As if each contact had been told of one time less than there were.
    const lives = ran.lives.map((life) => (life.kind === 'visit' ? { ...life, moves: [...life.moves, 'reschedule'] } : life))
    const { ledger, letters, breaches } = await judge({ ...ran, lives }, () => undefined)
    expect(ledger.lost).toHaveLength(1)
    expect(letters.twice.length).toBeGreaterThanOrEqual(12)
    expect(breaches.join('\n')).toMatch(/acknowledged and lost: 1[^]*arrived twice: 1\d[^]*not told of each time once: 10[^]*I1 [^]*I3 /)
  }, 120_000)
})
