import { copyFile, rm } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { deliveries } from '../../db/schema/message.ts'
import { eachBounded } from '../../ops/verify/bounded.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import type { TestPerson } from '../support/stack.ts'
import { isFull, scaled } from '../model/scale.ts'
import { startRebuildSite } from './rebuild-site.ts'
import type { RebuildSite } from './rebuild-site.ts'

// Three hundred by `npm run faults`.
const tickets = scaled(300, 40)
/** Comes while everything is rebuilt, or is waited for. */
const urgentInMs = scaled(90_000, 20_000)
const comment = 'Коротко о деле'

let vekha: RebuildSite
let anna: TestPerson
let boss: TestPerson
const ids: string[] = []
const at = (index: number): string => ids[index] ?? ''
const act = (id: string, action: string, form: object = {}, reason?: string) =>
  vekha.desk.act(anna.actor, id, action, form, reason === undefined ? {} : { reason })
const waiting = async (): Promise<number> => {
  const rows = await vekha.db.system((tx) => tx.select({ id: deliveries.id }).from(deliveries).where(eq(deliveries.status, 'pending')))
  return rows.length
}
const allSent = () => eventually(async () => ((await waiting()) === 0 ? true : undefined), 'every letter has left', 120_000)

/** A fifth each: new, taken, asked, solved, and solved with words that nobody has looked at. */
async function walk(index: number): Promise<void> {
  const { id } = await vekha.desk.start(anna.actor, { subject: `Обращение ${String(index)}` })
  ids[index] = id
  if (index % 5 > 0) await act(id, 'take')
  if (index % 5 === 2) await act(id, 'ask', { comment })
  if (index % 5 > 2) await act(id, 'solve', { comment })
  if (index % 5 === 4) await vekha.desk.act({ kind: 'link', id: `link-${id}`, name: 'Олег', party: 'requester' }, id, 'write', { comment })
}

/** Everything the engine keeps is gone; it comes up again empty. */
async function loseEngine(): Promise<void> {
  const { temporal, engineFile = '' } = vekha.site
  await temporal.stop()
  for (const end of ['', '-wal', '-shm']) await rm(`${engineFile}${end}`, { force: true })
  await temporal.start()
}

beforeAll(async () => {
  vekha = await startRebuildSite()
  anna = await vekha.org.person('support1')
  boss = await vekha.org.person('manager')
  await eachBounded(
    Array.from({ length: tickets }, (_, index) => index),
    walk,
  )
  await allSent()
}, 400_000)
afterAll(() => vekha.close(), 60_000)

describe('an engine that lost its store', () => {
  it('gets every process back: state, deadlines, stopped clocks and letters that wait', { timeout: 400_000 }, async () => {
    // Letters that wait, of open processes and of one that has ended.
    vekha.site.outbox.faults.refuseRecipients(10_000, 451)
    for (const index of [0, 10]) await act(at(index), 'take')
    await act(at(1), 'solve', { comment })
    await act(at(5), 'reject', { why: 'other', comment })
    await vekha.desk.act(
      boss.actor,
      at(11),
      'setDue',
      { deadline: 'solution', dueAt: new Date(Date.now() + urgentInMs).toISOString() },
      { reason: 'срочно' },
    )
    expect(await waiting()).toBeGreaterThan(1)
    await vekha.stopHands()
    const held = await vekha.held()
    expect(Object.keys(held)).toHaveLength(tickets - 1)
    expect(new Set(Object.values(held).map((snapshot) => snapshot.state))).toEqual(
      new Set(['registered', 'inProgress', 'clarification', 'processed']),
    )
    expect(Object.values(held).filter((snapshot) => snapshot.clocks['solution']?.runningSince === null).length).toBeGreaterThan(tickets / 3)
    await loseEngine()
    vekha.site.outbox.faults.none()

    const first = await vekha.command()
    expect(first.output).toContain(
      `${String(tickets - 1)} processes looked at, 0 in step: ${String(tickets - 1)} started from the database`,
    )
    expect(first.code).toBe(0)
    const second = await vekha.command()
    expect(second.output).toContain(`${String(tickets - 1)} processes looked at, ${String(tickets - 1)} in step: nothing to do`)
    expect(second.code).toBe(0)

    await vekha.startHands()
    await allSent()
    // The one whose deadline is near may be on its way already.
    const { [at(11)]: urgent, ...still } = held
    expect(urgent?.plan[0]?.at).toBeDefined()
    expect(await vekha.known()).toMatchObject(still)
    expect(await vekha.held()).toMatchObject(still)
    expect(Object.keys(await vekha.known()).toSorted()).toEqual(Object.keys(held).toSorted())
    await vekha.holds()

    // People move them, and so does time.
    expect(await act(at(2), 'answer', { comment })).toMatchObject({ state: 'inProgress' })
    expect(await act(at(4), 'reopen', { comment })).toMatchObject({ state: 'inProgress' })
    expect(await act(at(15), 'take')).toMatchObject({ state: 'inProgress' })
    const late = await eventually(
      async () => (await vekha.desk.events(at(11))).find((event) => event.name === 'deadline:solution:100'),
      'the deadline has passed',
      180_000,
    )
    expect(late.at.getTime()).toBeGreaterThanOrEqual(urgent?.clocks['solution']?.dueAt ?? Infinity)
    const beside = await vekha.command()
    expect(beside).toMatchObject({ code: 0, output: expect.stringContaining('nothing to do') })
  })
})

describe('a restored store', () => {
  it('is refused when it is the database, until somebody says that it is the truth', { timeout: 400_000 }, async () => {
    const [moved, ended, older] = [at(20), at(30), at(22)]
    await vekha.stopHands()
    await vekha.copyDatabase()
    await vekha.startHands()
    await act(moved, 'take')
    await act(ended, 'reject', { why: 'other', comment })
    const { id: begun } = await vekha.desk.start(anna.actor)
    await allSent()
    await eventually(
      async () =>
        (await vekha.engine.client.workflow.getHandle(processWorkflowId(ended)).describe()).status.name === 'COMPLETED' ? true : undefined,
      'the workflow ends',
    )
    await vekha.beat()
    await vekha.stopHands()
    await vekha.restoreDatabase()

    for (const part of vekha.hands)
      await expect(part.start()).rejects.toThrow(/database is older than the engine.*older backup.*--engine-is-ahead/)
    const refused = await vekha.command()
    expect(refused.code).toBe(2)
    expect(refused.output).toMatch(/database is older than the engine/)
    expect((await vekha.desk.row(moved)).state).toBe('registered')

    const forced = await vekha.command('--engine-is-ahead')
    expect(forced.output).toContain('3 taken back to what the database holds')
    expect(forced.code).toBe(0)
    expect(await vekha.command('--engine-is-ahead')).toMatchObject({ code: 0, output: expect.stringContaining('nothing to do') })
    const written = await vekha.db.system((tx) => tx.select().from(audit).where(eq(audit.action, 'ticket.rewind')))
    expect(Object.fromEntries(written.map((row) => [row.entityId, [row.before, row.after]]))).toEqual({
      [moved]: [
        { state: 'inProgress', seq: 2 },
        { state: 'registered', seq: 1 },
      ],
      [ended]: [
        { state: 'rejected', seq: 2 },
        { state: 'registered', seq: 1 },
      ],
      [begun]: [{ state: 'registered', seq: 1 }, null],
    })

    await vekha.startHands()
    expect(await act(moved, 'take')).toMatchObject({ state: 'inProgress', seq: 2 })
    expect(await act(ended, 'take')).toMatchObject({ state: 'inProgress', seq: 2 })
    expect(await act(older, 'answer', { comment })).toMatchObject({ state: 'inProgress' })
    await allSent()
    await vekha.holds()
  })

  it.skipIf(!isFull)('is taken when it is the engine, which catches up by itself', { timeout: 400_000 }, async () => {
    const [moved, ended] = [at(25), at(35)]
    const { temporal, engineFile = '' } = vekha.site
    const ends = ['', '-wal', '-shm']
    const copies = (from: string, to: string) =>
      Promise.all(ends.map((end) => copyFile(`${from}${end}`, `${to}${end}`).catch(() => rm(`${to}${end}`, { force: true }))))
    await vekha.beat()
    await vekha.stopHands()
    await temporal.stop()
    await copies(engineFile, `${engineFile}.copy`)
    await temporal.start()
    await vekha.startHands()
    await act(moved, 'take')
    await act(ended, 'reject', { why: 'other', comment })
    const { id: begun } = await vekha.desk.start(anna.actor)
    await allSent()
    await vekha.beat()
    await vekha.beat()
    await vekha.stopHands()
    await temporal.stop()
    await copies(`${engineFile}.copy`, engineFile)
    await temporal.start()

    await vekha.startHands()
    await vekha.holds()
    const known = await vekha.known()
    expect(known[moved]).toMatchObject({ state: 'inProgress', seq: 2 })
    expect(known[begun]).toMatchObject({ state: 'registered', seq: 1 })
    expect(known[ended]).toBeUndefined()
    expect(await act(moved, 'solve', { comment })).toMatchObject({ state: 'processed' })
    expect(await act(begun, 'take')).toMatchObject({ state: 'inProgress' })
  })
})
