import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../domain/decide.ts'
import { ticket as definition } from '../../domain/ticket.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { record } from '../../services/process/record.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { sweep } from '../../services/system/sweep.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

let stack: Stack
let org: TestOrganization
let desk: ReturnType<typeof ticketDesk>
let anna: TestPerson
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  desk = ticketDesk(stack, org)
  anna = await org.person('support1')
})
afterAll(() => stack.close())

const letters = (id: string) => stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
const letterOf = (id: string, template: string, status: string) =>
  eventually(async () => (await letters(id)).find((row) => row.template === template && row.status === status), `${template} is ${status}`)
const workflow = (id: string) => stack.engine.client.workflow.getHandle(processWorkflowId(id))
const runs = async (id: string): Promise<boolean> => (await workflow(id).describe()).status.name === 'RUNNING'
/** A record whose update the engine lost. */
async function onlyPostgres(id: string, action: string, form: object, reason?: string): Promise<void> {
  const before = snapshotOf(await desk.row(id))
  const decision = decide(definition, before, { action, form, reason, actor: anna.actor }, Date.now())
  if (!decision.ok) throw new Error('Not allowed')
  const { change } = decision
  const who = { tenantId: org.id, processId: id, kind: 'ticket', actor: anna.actor, requestId: newId(), inputHash: '' }
  await record(stack.db, { ...who, before, at: Date.now() - 3_600_000, move: { kind: 'act', change } })
}
const swept = () => sweep({ db: stack.db, engine: stack.engine }, new Date(Date.now() + 7_200_000))

describe('what the engine lost', () => {
  it('is an end: the sweep brings it there, and its letter leaves', async () => {
    const { id } = await desk.start(anna.actor)
    await letterOf(id, 'ticket.ack', 'sent')
    await onlyPostgres(id, 'reject', { why: 'other', comment: 'Это не к нам.' })
    expect(await swept()).toBeGreaterThan(0)
    await letterOf(id, 'ticket.rejected', 'sent')
    await eventually(async () => ((await runs(id)) ? undefined : true), 'the workflow ends')
    expect(await desk.row(id)).toMatchObject({ state: 'rejected', seq: 2, confirmedSeq: 2 })
  })

  it('is a move that somebody was told of: the next one is taken from where Postgres stands, before any sweep', async () => {
    const { id } = await desk.start(anna.actor)
    await letterOf(id, 'ticket.ack', 'sent')
    await onlyPostgres(id, 'take', {})
    expect(await desk.act(anna.actor, id, 'solve', { comment: 'Готово' })).toEqual({ state: 'processed', seq: 3 })
  })

  it('is a workflow: it starts again from the record, whether the process goes on or only its letter does', async () => {
    const [open, over] = [await desk.start(anna.actor), await desk.start(anna.actor)]
    for (const { id } of [open, over]) {
      await letterOf(id, 'ticket.ack', 'sent')
      await workflow(id).terminate('lost')
    }
    await onlyPostgres(open.id, 'take', {})
    await onlyPostgres(over.id, 'reject', { why: 'other', comment: 'Это не к нам.' })
    await swept()
    await letterOf(over.id, 'ticket.rejected', 'sent')
    expect(await runs(open.id)).toBe(true)
    expect(await desk.act(anna.actor, open.id, 'solve', { comment: 'Готово' })).toEqual({ state: 'processed', seq: 3 })
    await letterOf(open.id, 'ticket.solution', 'sent')
  })
})

describe('a letter refused for good', () => {
  async function refused(): Promise<{ id: string; messageId: string }> {
    stack.outbox.faults.refuseRecipients(50, 550)
    const { id } = await desk.start(anna.actor)
    const { id: messageId } = await letterOf(id, 'ticket.ack', 'rejected')
    stack.outbox.faults.none()
    return { id, messageId }
  }

  it('is sent by «retry now» once the server takes it', async () => {
    const { id, messageId } = await refused()
    await desk.act(anna.actor, id, 'retry', { messageId })
    expect(await letterOf(id, 'ticket.ack', 'sent')).toMatchObject({ attempts: 2, lastError: null })
  })

  it('is skipped by the record itself: a crash right after it loses nothing', async () => {
    const { id, messageId } = await refused()
    await onlyPostgres(id, 'skip', { messageId }, 'Адреса нет')
    expect((await letters(id)).find((letter) => letter.id === messageId)).toMatchObject({ status: 'skipped' })
  })

  it('can be skipped, also when its process has ended', async () => {
    const { id, messageId } = await refused()
    await desk.act(anna.actor, id, 'reject', { why: 'spam' })
    await eventually(async () => ((await runs(id)) ? undefined : true), 'the workflow ends')
    expect(await desk.act(anna.actor, id, 'skip', { messageId }, { reason: 'Адреса нет' })).toMatchObject({ state: 'rejected' })
    expect(await letterOf(id, 'ticket.ack', 'skipped')).toMatchObject({ lastError: 'Адреса нет' })
    await eventually(async () => ((await runs(id)) ? undefined : true), 'the workflow ends again')
  })
})
