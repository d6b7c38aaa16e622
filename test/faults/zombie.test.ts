import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { deliveries } from '../../db/schema/message.ts'
import { record } from '../../services/process/record.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import type { RecordRequest } from '../../workflows/ports.ts'
import { eventually } from '../support/eventually.ts'
import { lockWaits } from '../support/lock-waits.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'
import { quietRuntime } from '../workflows/process-server.ts'
import { whileHeld } from './held-row.ts'

// Fault 11: an attempt that was given up lives on beside the next one, and writes late.

let stack: Stack
let org: TestOrganization
let anna: TestPerson
let desk: ReturnType<typeof ticketDesk>
beforeAll(async () => {
  quietRuntime()
  stack = await startStack()
  org = await makeOrganization(stack.db)
  anna = await org.person('support1')
  desk = ticketDesk(stack, org)
})
afterAll(() => stack.close())

/** All that a move writes, counted. */
const written = async (id: string) => ({
  events: (await desk.events(id)).map((event) => event.name),
  letters: await stack.db.tenant(org.id, (tx) => tx.$count(deliveries, eq(deliveries.processId, id))),
  audited: await stack.db.tenant(org.id, (tx) => tx.$count(audit, and(eq(audit.entityId, id), eq(audit.entity, 'process')))),
})

describe('two attempts of one record', () => {
  it('alive at once after a time-out write it once, and the request gets its own answer', { timeout: 90_000 }, async () => {
    const { id } = await desk.start(anna.actor)
    const requestId = newId()
    const ask = () => desk.act(anna.actor, id, 'take', {}, { requestId })
    await whileHeld(stack.ownerUrl, id, async () => {
      // The first try is given up by whoever asked, the second attempt of the record by nobody.
      await expect(ask()).rejects.toMatchObject({ code: 'NotConfirmed' })
      await eventually(async () => ((await lockWaits(stack.ownerUrl)) >= 2 ? true : undefined), 'two attempts wait for the row', 40_000)
    })
    expect(await eventually(() => ask().catch(() => undefined), 'the request is answered')).toEqual({ state: 'inProgress', seq: 2 })
    expect(await written(id)).toMatchObject({ events: ['start', 'take'], audited: 2 })
  })

  it('one of which comes when the process has moved on changes nothing, whatever it was', async () => {
    const { id } = await desk.start(anna.actor)
    const row = await desk.row(id)
    const requestId = newId()
    await desk.act(anna.actor, id, 'take', {}, { requestId })
    await desk.act(anna.actor, id, 'ask', { comment: 'Что на экране?' })
    const [, taken] = await desk.events(id)
    const before = await written(id)
    const late: RecordRequest = {
      tenantId: org.id,
      processId: id,
      kind: 'ticket',
      before: snapshotOf(row),
      requestId,
      inputHash: taken?.inputHash ?? '',
      at: Date.now(),
      actor: anna.actor,
      move: { kind: 'trouble', trouble: null, reason: undefined },
    }
    const attempts = [late, late, { ...late, requestId: newId() }]
    const answers = await Promise.all(attempts.map((request) => record(stack.db, request)))
    expect(answers).toMatchObject([
      { kind: 'repeat', seq: 2, state: 'inProgress', snapshot: { seq: 3 } },
      { kind: 'repeat', seq: 2, state: 'inProgress', snapshot: { seq: 3 } },
      { kind: 'taken', seq: 3, snapshot: { seq: 3 } },
    ])
    expect(await written(id)).toEqual(before)
    expect(before.events).toEqual(['start', 'take', 'ask'])
  })
})
