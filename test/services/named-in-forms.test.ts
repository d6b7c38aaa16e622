import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../domain/decide.ts'
import { ticket as definition } from '../../domain/ticket.ts'
import { newId } from '../../db/id.ts'
import { deliveries, notifications } from '../../db/schema/message.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { comment } from '../../services/process/comment.ts'
import { record } from '../../services/process/record.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

let stack: Stack
let org: TestOrganization
let desk: ReturnType<typeof ticketDesk>
let anna: TestPerson
let manager: TestPerson
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  desk = ticketDesk(stack, org)
  anna = await org.person('support1')
  manager = await org.person('manager')
})
afterAll(() => stack.close())

const wrong = (field: string) =>
  expect.objectContaining({ code: 'Refused', refusal: 'BadForm', problems: [expect.objectContaining({ field })] })
const assign = (id: string, assigneeId: string) => desk.act(manager.actor, id, 'assign', { assigneeId })

describe('whom a form may name', () => {
  it('is somebody of the organization who may do the work, and is still there', async () => {
    const { id } = await desk.start(anna.actor)
    const stranger = await (await makeOrganization(stack.db)).person('support1')
    const rep = await org.person('rep')
    const [gone, disabled] = [await org.person('support2'), await org.person('support2')]
    await stack.db.system(async (tx) => {
      await tx.delete(memberships).where(eq(memberships.userId, gone.id))
      await tx.update(users).set({ disabledAt: new Date() }).where(eq(users.id, disabled.id))
    })
    for (const person of [stranger.id, rep.id, gone.id, disabled.id, newId()])
      await expect(assign(id, person)).rejects.toEqual(wrong('assigneeId'))
    expect((await desk.row(id)).seq).toBe(1)
    expect(await assign(id, anna.id)).toMatchObject({ seq: 2 })
  })
})

describe('what a form may name', () => {
  it('is a process of the organization, written as people write it', async () => {
    const first = await desk.start(anna.actor)
    const { id } = await desk.start(anna.actor)
    const other = await makeOrganization(stack.db)
    const foreigner = await other.person('support1')
    for (let started = 0; started < 4; started += 1) await ticketDesk(stack, other).start(foreigner.actor)
    const foreign = (await ticketDesk(stack, other).start(foreigner.actor)).number
    const reject = (duplicateOf: string) => desk.act(anna.actor, id, 'reject', { why: 'duplicate', duplicateOf })
    await expect(reject(foreign)).rejects.toEqual(wrong('duplicateOf'))
    await expect(reject('тот, вчерашний')).rejects.toEqual(wrong('duplicateOf'))
    await expect(desk.start(anna.actor, { follows: foreign })).rejects.toMatchObject({
      code: 'BadInput',
      problems: [{ field: 'follows' }],
    })
    expect(await reject(first.number.toLowerCase())).toMatchObject({ state: 'rejected' })
  })

  it('is a letter of the same process, so that nothing waits for one that is not there', async () => {
    const [one, two] = [await desk.start(anna.actor), await desk.start(anna.actor)]
    const [theirs] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, two.id)))
    for (const messageId of ['нет', newId(), theirs?.id ?? ''])
      for (const action of ['retry', 'skip'])
        await expect(desk.act(anna.actor, one.id, action, { messageId }, { reason: 'x' })).rejects.toEqual(wrong('messageId'))
  })
})

describe('one request id', () => {
  it('starts once when it comes many times at once, and everybody gets the first answer', async () => {
    const requestId = newId()
    const answers = await Promise.all(Array.from({ length: 6 }, () => desk.start(anna.actor, {}, requestId)))
    expect(new Set(answers.map((answer) => answer.number)).size).toBe(1)
  })

  it('does not give one process the answer of another', async () => {
    const [one, two] = [await desk.start(anna.actor), await desk.start(anna.actor)]
    const requestId = newId()
    await desk.act(anna.actor, one.id, 'take', {}, { requestId })
    const before = snapshotOf(await desk.row(two.id))
    const decision = decide(definition, before, { action: 'take', form: {}, actor: anna.actor }, Date.now())
    if (!decision.ok) throw new Error('Not allowed')
    // Past the service's look-up, as of two requests at once.
    const [who, move] = [{ tenantId: org.id, processId: two.id, kind: 'ticket' }, { kind: 'act', change: decision.change } as const]
    const answer = await record(stack.db, { ...who, before, requestId, inputHash: 'other', at: Date.now(), actor: anna.actor, move })
    expect(answer.kind).toBe('refused')
    expect((await desk.row(two.id)).seq).toBe(1)
    await expect(desk.act(anna.actor, two.id, 'take', {}, { requestId })).rejects.toMatchObject({ code: 'Conflict' })
  })
})

describe('a date that a form names', () => {
  it('is still to come when it is a deadline’s', async () => {
    const { id } = await desk.start(anna.actor)
    const setDue = (dueAt: Date) =>
      desk.act(manager.actor, id, 'setDue', { deadline: 'solution', dueAt: dueAt.toISOString() }, { reason: 'Ждём деталь' })
    await expect(setDue(new Date(Date.now() - 60_000))).rejects.toEqual(wrong('dueAt'))
    expect(await setDue(new Date(Date.now() + 3_600_000))).toMatchObject({ seq: 2 })
  })
})

describe('whom a note mentions', () => {
  it('may look at the process: a notification tells its title', async () => {
    const { id } = await desk.start(anna.actor)
    const rep = await org.person('rep')
    const mentions = [rep.id, manager.id]
    await comment({ ctx: org.ctx(anna.actor), input: { id, text: 'Посмотрите', mentions } })
    const told = await stack.db.tenant(org.id, (tx) => tx.select().from(notifications).where(eq(notifications.processId, id)))
    expect(told.map((one) => one.userId)).toEqual([manager.id])
  })
})

describe('the letter of a reopened ticket', () => {
  it('promises the new date, not the one that was kept already', async () => {
    const { id } = await desk.start(anna.actor)
    await desk.act(anna.actor, id, 'take')
    await desk.act(anna.actor, id, 'solve', { comment: 'Готово' })
    await desk.act(anna.actor, id, 'reopen', { comment: 'Снова' })
    const sent = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
    const { dueAt, clocks } = await desk.row(id)
    expect(sent.find((one) => one.template === 'ticket.reopened')?.vars).toMatchObject({ solutionDueAt: dueAt?.getTime() })
    expect(dueAt?.getTime()).not.toBe(clocks['solution']?.dueAt)
  })
})

describe('who may not look at a process', () => {
  it('is told nothing of where it stands, whatever they ask of it', async () => {
    const { id } = await desk.start(anna.actor)
    const rep = await org.person('rep')
    for (const action of ['take', 'fly', 'solve', 'assign'])
      await expect(desk.act(rep.actor, id, action, {}, { seen: 0 })).rejects.toMatchObject({ code: 'Forbidden', details: null })
  })
})
