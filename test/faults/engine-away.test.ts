import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { deliveries, intake } from '../../db/schema/message.ts'
import { events } from '../../db/schema/process.ts'
import { signInTo } from '../../ops/scratch/console-client.ts'
import type { ConsoleClient } from '../../ops/scratch/console-client.ts'
import { startScratch } from '../../ops/scratch/installation.ts'
import type { ScratchInstallation } from '../../ops/scratch/installation.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { ticketForm } from '../support/tickets.ts'

// Fault 15: the engine is gone, or is there and answers nobody.

/** The engine is given five seconds for an answer; nobody waits much longer. */
const patienceMs = 9_000

let site: ScratchInstallation
let db: Database
let support: ConsoleClient
let tenantId = ''
beforeAll(async () => {
  site = await startScratch()
  db = openDatabase({ ownerUrl: site.databaseUrl, secret: site.secret, maxConnections: 2, onError: () => undefined })
  const organization = await makeOrganization(db)
  tenantId = organization.id
  support = await signInTo(site.apiUrls[0] ?? '', await makePerson(db, [organization], ['support1']))
}, 120_000)
afterAll(async () => {
  await db.close()
  await site.close()
}, 60_000)

const soon = () => ({ signal: AbortSignal.timeout(patienceMs) })
const start = (requestId: string) => support.trpc.process.start.mutate({ kind: 'ticket', input: ticketForm(), requestId }, soon())
const take = (id: string, requestId: string) => support.trpc.process.act.mutate({ id, action: 'take', requestId }, soon())
const ready = async (): Promise<unknown> => (await fetch(`${site.apiUrls[0] ?? ''}/readyz`)).json()

const away = {
  killed: { hurt: () => site.temporal.kill(), heal: () => site.temporal.start() },
  frozen: { hurt: async () => site.temporal.pause(), heal: async () => site.temporal.resume() },
}

describe.each(['killed', 'frozen'] as const)('while the engine is %s', (how) => {
  it('people read, what is begun is kept, what is asked is not confirmed; afterwards all is done, once', { timeout: 120_000 }, async () => {
    const known = await start(newId())
    await away[how].hurt()
    expect(await support.trpc.process.get.query({ id: known.id }, soon())).toMatchObject({ number: known.number })
    expect((await support.trpc.process.list.query({ kind: 'ticket' }, soon())).items.length).toBeGreaterThan(0)
    const [startId, takeId] = [newId(), newId()]
    const [begun, refused] = await Promise.all([start(startId), take(known.id, takeId).catch((error: unknown) => error)])
    expect(begun.number).toMatch(/^О-\d{4}-\d{6}$/)
    expect(refused).toMatchObject({ data: { httpStatus: 503, code: 'NotConfirmed' } })
    await eventually(async () => {
      const answer = await ready()
      return JSON.stringify(answer) === JSON.stringify({ ok: false, database: true, engine: false }) ? true : undefined
    }, 'readiness names the engine')
    const order = () =>
      db.tenant(tenantId, (tx) =>
        tx
          .select()
          .from(intake)
          .where(and(eq(intake.source, 'start'), eq(intake.processId, begun.id))),
      )
    expect(await order()).toMatchObject([{ status: 'received' }])
    await away[how].heal()
    const taken = await eventually(() => take(known.id, takeId).catch(() => undefined), 'it is confirmed', 60_000)
    expect(taken).toEqual({ state: 'inProgress', seq: 2 })
    await eventually(async () => ((await order())[0]?.status === 'done' ? true : undefined), 'the engine has what was begun', 60_000)
    expect(await start(startId)).toEqual(begun)
    await eventually(() => take(begun.id, newId()).catch(() => undefined), 'it can be taken', 60_000)
    const ids = [known.id, begun.id]
    const letters = await eventually(
      async () => {
        const rows = await db.tenant(tenantId, (tx) => tx.select().from(deliveries).where(inArray(deliveries.processId, ids)))
        return rows.every((row) => row.status === 'sent') ? rows : undefined
      },
      'every letter is sent',
      60_000,
    )
    const stored = await site.outbox.store.listLetters({ limit: 1_000 })
    for (const { letterId } of letters) expect(stored.filter((letter) => letter.messageId === letterId)).toHaveLength(1)
    const moves = await db.tenant(tenantId, (tx) => tx.select({ name: events.name }).from(events).where(inArray(events.processId, ids)))
    expect(moves.map((move) => move.name).toSorted()).toEqual(['start', 'start', 'take', 'take'])
    await eventually(
      async () => (JSON.stringify(await ready()) === JSON.stringify({ ok: true, database: true, engine: true }) ? true : undefined),
      'ready',
    )
  })
})
