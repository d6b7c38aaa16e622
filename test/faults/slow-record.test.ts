import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { processWorkflowId, snapshotQuery } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'
import { quietRuntime } from '../workflows/process-server.ts'
import { bundleOf } from './bundle.ts'
import { whileHeld } from './held-row.ts'

// A record that takes longer than a workflow task may, while a letter leaves and the run wants to make way: a replay sees
// the record's end and the letter's in another order than it was. Only runs begun before letters left from their rows wait for
// one. Nothing is cached here, so every task is a replay.

// Their numbers in Temporal's EventType.
const workflowTaskStarted = 6
const activityCompleted = 12

let stack: Stack
beforeAll(async () => {
  quietRuntime()
  stack = await startStack({ workflows: { bundle: await bundleOf('model/short-workflows.ts'), maxCached: 0 } })
})
afterAll(() => stack.close())

test('a run makes way in the same order when it is replayed', async () => {
  const org = await makeOrganization(stack.db)
  const { actor } = await org.person('support1')
  const desk = ticketDesk(stack, org)
  stack.outbox.faults.delay(3_000)
  const { id } = await desk.start(actor)
  const workflow = stack.engine.client.workflow.getHandle(processWorkflowId(id))
  await workflow.terminate()
  const [letter] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
  const snapshot = snapshotOf(await desk.row(id))
  await stack.engine.start({ tenantId: org.id, processId: id, kind: 'ticket', snapshot, pending: [letter?.id ?? ''] })
  // One record more than the run takes is already asked for when the last one is held.
  const ask = (requestId: string) => desk.act(actor, id, 'setPriority', { priority: 'high' }, { requestId, reason: 'так нужно' })
  for (let count = 0; count < 5; count += 1) await ask(newId())
  const ids = [newId(), newId(), newId(), newId()]
  const asked = await whileHeld(stack.ownerUrl, id, async () => {
    const all = ids.map((requestId) => ask(requestId).catch(() => undefined))
    await eventually(async () => {
      const { events } = await workflow.fetchHistory()
      const types = (events ?? []).map((event) => Number(event.eventType))
      return types.lastIndexOf(workflowTaskStarted) > types.lastIndexOf(activityCompleted) && types.includes(activityCompleted)
        ? true
        : undefined
    }, 'the workflow hears that the letter left')
    // In an array, so that only the letter is waited for here.
    return all
  })
  await Promise.all(asked)
  const answers = await Promise.all(ids.map((requestId) => eventually(() => ask(requestId).catch(() => undefined), 'it is taken')))
  expect(new Set(answers.map((answer) => answer.seq))).toEqual(new Set([7, 8, 9, 10]))
  expect(await ask(newId())).toMatchObject({ seq: 11 })
  expect(await workflow.query(snapshotQuery)).toMatchObject({ seq: 11 })
})
