import { eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { processes } from '../../db/schema/process.ts'
import { pulse } from '../../db/schema/pulse.ts'
import { DatabaseIsOlder, compareStores, countBeat } from '../../services/system/pulse.ts'
import { sweep } from '../../services/system/sweep.ts'
import { pulseWorkflowId } from '../../workflows/contracts.ts'
import { guardStores } from '../../services/system/store-guard.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

let stack: Stack
let org: TestOrganization
let desk: ReturnType<typeof ticketDesk>
let anna: TestPerson
let owner: pg.Client
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  desk = ticketDesk(stack, org)
  anna = await org.person('support1')
  owner = new pg.Client({ connectionString: stack.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await stack.close()
})

const stores = () => compareStores(stack.db, stack.engine)
const setBeat = (beat: number) => stack.db.system((tx) => tx.update(pulse).set({ beat, at: new Date() }))
const engineBeats = (beat: number) =>
  eventually(async () => ((await stack.engine.lastBeat()) === beat ? true : undefined), `the engine holds beat ${beat}`)
async function restartPulse(from: number): Promise<void> {
  await stack.engine.client.workflow.getHandle(pulseWorkflowId).terminate()
  await stack.engine.beginPulse(from)
}

describe('the heartbeat', () => {
  it('is counted in the database before the engine holds it', async () => {
    expect(await stores()).toMatchObject({ standing: 'engineIsNew', database: { beat: 0 }, engine: 0 })
    await stack.engine.beginPulse(0)
    await stack.engine.beginPulse(0)
    await engineBeats(1)
    expect(await stores()).toMatchObject({ standing: 'together', database: { beat: 1 }, engine: 1 })
    // The crash between the two stores.
    await setBeat(2)
    expect(await stores()).toMatchObject({ standing: 'together' })
    await setBeat(3)
    expect(await stores()).toMatchObject({ standing: 'engineIsOlder' })
  })

  it('counts one beat once, however often it is asked', async () => {
    await setBeat(10)
    const asked = { next: 11, at: 1_000 }
    expect([await countBeat(stack.db, asked), await countBeat(stack.db, asked)]).toEqual([11, 11])
    // From an engine that knows only half of them: the database counts on, twice asked too.
    const late = { next: 5, at: 2_000 }
    expect([await countBeat(stack.db, late), await countBeat(stack.db, late)]).toEqual([12, 12])
    // From one that knows more: nothing is counted.
    expect(await countBeat(stack.db, { next: 14, at: 3_000 })).toBe(12)
    expect(await stores()).toMatchObject({ database: { beat: 12 } })
  })

  it('gives everything open to the sweep when it meets a new engine, and only then', async () => {
    const { id } = await desk.start(anna.actor)
    const [hour, later] = [3_600_000, new Date(Date.now() + 3_600_000)]
    // Young for the workers' own sweep, so that this one is seen to do it.
    await stack.db.system((tx) => tx.update(processes).set({ changedAt: later }))
    await setBeat(500)
    await restartPulse(500)
    await engineBeats(501)
    expect((await desk.row(id)).confirmedSeq).toBe(1)
    await restartPulse(0)
    await engineBeats(502)
    expect((await desk.row(id)).confirmedSeq).toBe(0)
    expect(await sweep({ db: stack.db, engine: stack.engine }, new Date(later.getTime() + hour))).toBe(1)
    expect((await desk.row(id)).confirmedSeq).toBe(1)
    expect(await stores()).toMatchObject({ standing: 'together', database: { beat: 502 } })
  })
})

describe('an engine that still knows a beat', () => {
  it('has lost nothing from before it: only what changed since is given to the sweep', async () => {
    const [old, young] = [await desk.start(anna.actor), await desk.start(anna.actor)]
    const now = Date.now()
    await stack.db.system(async (tx) => {
      await tx
        .update(processes)
        .set({ changedAt: new Date(now - 86_400_000) })
        .where(eq(processes.id, old.id))
      // Young for the workers' own sweep.
      await tx
        .update(processes)
        .set({ changedAt: new Date(now + 3_600_000) })
        .where(eq(processes.id, young.id))
    })
    const { database } = await stores()
    await countBeat(stack.db, { next: database.beat, at: now, since: now })
    await setBeat(database.beat)
    expect([(await desk.row(old.id)).confirmedSeq, (await desk.row(young.id)).confirmedSeq]).toEqual([1, 0])
  })
})

describe('a database older than the engine', () => {
  it('is refused with what to do, also while everything runs', async () => {
    const told: Error[] = []
    const guard = { db: stack.db, engine: stack.engine, onOlder: (error: Error) => void told.push(error), onError: () => undefined }
    await (await guardStores(guard)).stop()
    const { database } = await stores()
    await setBeat(database.beat - 1)
    await expect(guardStores(guard)).rejects.toThrow(DatabaseIsOlder)
    await expect(guardStores(guard)).rejects.toThrow(/older than the engine.*backup.*rebuild-processes -- --engine-is-ahead/)
    // Its next beat changes nothing on either side.
    await restartPulse(database.beat)
    expect(await stores()).toMatchObject({ standing: 'databaseIsOlder', engine: database.beat })
    await setBeat(database.beat)
  })

  it('is no reason to refuse while the engine can’t be asked', async () => {
    const errors: unknown[] = []
    const engine = { lastBeat: () => Promise.reject(new Error('away')), beginPulse: () => Promise.resolve() }
    const guard = await guardStores({ db: stack.db, engine, onOlder: () => undefined, onError: (error) => void errors.push(error) })
    await guard.stop()
    expect(errors).toHaveLength(1)
  })

  it('stands still where a workflow knows more than its row, and says so', async () => {
    const { id } = await desk.start(anna.actor)
    const before = await desk.row(id)
    await desk.act(anna.actor, id, 'take')
    await stack.db.system((tx) => tx.update(processes).set(before).where(eq(processes.id, id)))
    await owner.query(`SELECT set_config('vekha.tenant', $1, false)`, [org.id])
    await owner.query('DELETE FROM events WHERE process_id = $1 AND seq > 1', [id])
    // Refused from memory, by a screen that shows the database; and by the record itself, for one that names no seq.
    for (const more of [{ seen: 1 }, {}])
      await expect(desk.act(anna.actor, id, 'assign', {}, { requestId: newId(), ...more })).rejects.toMatchObject({
        code: 'NotConfirmed',
        cause: { message: expect.stringMatching(/record 2 of process .* only 1.*--engine-is-ahead/) },
      })
    expect(await desk.row(id)).toMatchObject({ state: 'registered', seq: 1 })
  })
})
