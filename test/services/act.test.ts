import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../domain/decide.ts'
import { ticket as definition } from '../../domain/ticket.ts'
import { newId } from '../../db/id.ts'
import { deliveries, intake } from '../../db/schema/message.ts'
import { policies } from '../../db/schema/organization.ts'
import { steps } from '../../db/schema/process.ts'
import { Problem } from '../../services/problem.ts'
import { record } from '../../services/process/record.ts'
import { requestRecompute } from '../../services/process/request-recompute.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { relay } from '../../services/system/relay.ts'
import { sweep } from '../../services/system/sweep.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk, ticketForm } from '../support/tickets.ts'

let stack: Stack
let org: TestOrganization
let desk: ReturnType<typeof ticketDesk>
let anna: TestPerson
let boris: TestPerson
let manager: TestPerson
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  desk = ticketDesk(stack, org)
  anna = await org.person('support1')
  boris = await org.person('support1')
  manager = await org.person('manager')
})
afterAll(() => stack.close())

/** Asks again under the same request id while the answer is unknown, as screens do. */
async function untilKnown<T>(ask: (requestId: string) => Promise<T>, requestId = newId(), left = 5): Promise<T> {
  try {
    return await ask(requestId)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'NotConfirmed' || left === 0) throw error
    return untilKnown(ask, requestId, left - 1)
  }
}
const refused = (reason: string) => expect.objectContaining({ code: 'Refused', refusal: reason })

describe('starting', () => {
  it('gives gap-free numbers under concurrency and the first answer to a repeat', async () => {
    const started = await Promise.all(Array.from({ length: 20 }, () => desk.start(anna.actor)))
    const numbers = started.map((one) => Number(one.number.slice(-6))).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => (numbers[0] ?? 0) + i))
    const requestId = newId()
    const repeats = await Promise.all(
      Array.from({ length: 5 }, () => desk.start(anna.actor, {}, requestId).catch(() => desk.start(anna.actor, {}, requestId))),
    )
    expect(new Set(repeats.map((one) => one.id)).size).toBe(1)
    await expect(desk.start(anna.actor, { subject: 'Другое' }, requestId)).rejects.toMatchObject({ code: 'Conflict' })
  })

  it('names every wrong field at once', async () => {
    await expect(desk.start(anna.actor, { subject: ' ', requestType: 'x', requesterEmail: 'nobody', extra: 1 })).rejects.toMatchObject({
      code: 'BadInput',
      problems: expect.arrayContaining(
        ['subject', 'requestType', 'requesterEmail', 'extra'].map((field) => expect.objectContaining({ field })),
      ),
    })
  })
})

describe('acting', () => {
  it('lets one of twenty take a ticket and tells the others why not', async () => {
    const { id } = await desk.start(anna.actor)
    const take = (who: TestPerson) => untilKnown((requestId) => desk.act(who.actor, id, 'take', {}, { requestId }))
    const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => take(i % 2 ? anna : boris)))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toEqual(refused('NotAllowedNow'))
    expect((await desk.row(id)).seq).toBe(2)
  })

  it('answers the same request once, however often and by whatever way it comes', async () => {
    const { id } = await desk.start(anna.actor)
    const requestId = newId()
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.act(anna.actor, id, 'take', {}, { requestId })))
    expect(new Set(answers.map((answer) => answer.seq))).toEqual(new Set([2]))
    await desk.act(anna.actor, id, 'ask', { comment: 'Что на экране?' })
    expect(await desk.act(anna.actor, id, 'take', {}, { requestId })).toEqual({ state: 'inProgress', seq: 2 })
    await expect(desk.act(anna.actor, id, 'ask', { comment: 'Другое' }, { requestId })).rejects.toMatchObject({ code: 'Conflict' })
  })

  it('tells unknown, wrong state, wrong role, stale screen, bad form and missing reason apart', async () => {
    const { id } = await desk.start(anna.actor)
    await expect(desk.act(anna.actor, id, 'fly')).rejects.toEqual(refused('UnknownAction'))
    await expect(desk.act(anna.actor, id, 'solve', { comment: 'x' })).rejects.toEqual(refused('NotAllowedNow'))
    await expect(desk.act(manager.actor, id, 'take')).rejects.toEqual(refused('Forbidden'))
    await desk.act(anna.actor, id, 'take', {}, { seen: 1 })
    await expect(desk.act(anna.actor, id, 'ask', { comment: 'x' }, { seen: 1 })).rejects.toEqual(refused('StaleScreen'))
    await expect(desk.act(anna.actor, id, 'ask', {})).rejects.toEqual(refused('BadForm'))
    await expect(desk.act(manager.actor, id, 'cancel')).rejects.toEqual(refused('ReasonNeeded'))
    expect(await desk.act(manager.actor, id, 'cancel', {}, { reason: 'Создано по ошибке' })).toMatchObject({ state: 'rejected' })
    await expect(desk.act(anna.actor, id, 'take')).rejects.toEqual(refused('Ended'))
  })

  it('shows another organization nothing', async () => {
    const { id } = await desk.start(anna.actor)
    const stranger = await makeOrganization(stack.db)
    const spy = await stranger.person('admin')
    await expect(ticketDesk(stack, stranger).act(spy.actor, id, 'take')).rejects.toMatchObject({ code: 'NotFound' })
  })

  it('moves the task from inbox to inbox with the ball', async () => {
    const { id } = await desk.start(anna.actor)
    const tasks = () => stack.db.tenant(org.id, (tx) => tx.select().from(steps).where(eq(steps.processId, id)).orderBy(steps.openedSeq))
    expect(await tasks()).toMatchObject([{ party: 'support1', assigneeId: null, closedAt: null }])
    await desk.act(anna.actor, id, 'take')
    await desk.act(anna.actor, id, 'escalate', { line: 'support2', comment: 'Нужен доступ к базе' })
    expect(await tasks()).toMatchObject([
      { closedAt: expect.any(Date) },
      { closedAt: expect.any(Date) },
      { party: 'support2', assigneeId: null, closedAt: null },
    ])
    await expect(desk.act(boris.actor, id, 'take')).rejects.toEqual(refused('Forbidden'))
  })
})

describe('a reopened ticket', () => {
  it('is promised a time again, met by the next solution, and anew each time', async () => {
    const { id } = await desk.start(anna.actor)
    await desk.act(anna.actor, id, 'take')
    await desk.act(anna.actor, id, 'solve', { comment: 'Готово' })
    expect(await desk.row(id)).toMatchObject({ dueAt: null, clocks: { solution: { metAt: expect.any(Number) } } })
    await desk.act(anna.actor, id, 'reopen', { comment: 'Не работает' })
    const reopened = await desk.row(id)
    expect(reopened).toMatchObject({ dueAt: expect.any(Date), clocks: { secondSolution: { metAt: null, spentMs: 0 } } })
    expect(reopened.plan.map((item) => item.key)).toContain('deadline:secondSolution:100')
    await desk.act(anna.actor, id, 'solve', { comment: 'Теперь точно' })
    expect(await desk.row(id)).toMatchObject({ dueAt: null, clocks: { secondSolution: { metAt: expect.any(Number) } } })
    await desk.act(anna.actor, id, 'reopen', { comment: 'Снова' })
    expect(await desk.row(id)).toMatchObject({ dueAt: expect.any(Date), clocks: { secondSolution: { metAt: null } } })
  })
})

describe('what a crash leaves', () => {
  it('brings the engine into step with a move that only Postgres kept', async () => {
    const { id } = await desk.start(anna.actor)
    await desk.act(anna.actor, id, 'take')
    const row = await desk.row(id)
    const before = snapshotOf(row)
    const decision = decide(definition, before, { action: 'ask', form: { comment: 'Какая версия?' }, actor: anna.actor }, Date.now())
    if (!decision.ok) throw new Error('Not allowed')
    // As if the engine had died between the record's commit and its own.
    const at = Date.now() - 3_600_000
    const { change } = decision
    await record(stack.db, {
      tenantId: org.id,
      processId: id,
      kind: 'ticket',
      before,
      requestId: newId(),
      inputHash: '',
      at,
      actor: anna.actor,
      move: { kind: 'act', change },
    })
    expect(await sweep({ db: stack.db, engine: stack.engine }, new Date(Date.now() + 60_000))).toBeGreaterThan(0)
    expect((await desk.row(id)).confirmedSeq).toBe(3)
    expect(await desk.act(anna.actor, id, 'answer', { comment: '2.14' })).toEqual({ state: 'inProgress', seq: 4 })
  })

  it('takes a screen that has seen more than the engine at its word', async () => {
    const { id } = await desk.start(anna.actor)
    const before = snapshotOf(await desk.row(id))
    const decision = decide(definition, before, { action: 'take', form: {}, actor: anna.actor }, Date.now())
    if (!decision.ok) throw new Error('Not allowed')
    const { change } = decision
    await record(stack.db, {
      tenantId: org.id,
      processId: id,
      kind: 'ticket',
      before,
      requestId: newId(),
      inputHash: '',
      at: Date.now(),
      actor: anna.actor,
      move: { kind: 'act', change },
    })
    expect(await desk.act(anna.actor, id, 'solve', { comment: 'Готово' }, { seen: 2 })).toEqual({ state: 'processed', seq: 3 })
  })

  it('starts later what the engine could not start at once', async () => {
    const broken = { ...stack.engine, start: () => Promise.reject(new Error('down')) }
    const { startProcess } = await import('../../services/process/start.ts')
    const { id, number } = await startProcess({ ctx: org.ctx(anna.actor), engine: broken, input: { kind: 'ticket', input: ticketForm() } })
    expect(number).toMatch(/^О-/)
    await eventually(async () => {
      await relay({ db: stack.db, engine: stack.engine, reader: createLetterReader() }, new Date())
      const [row] = await stack.db.tenant(org.id, (tx) => tx.select().from(intake).where(eq(intake.processId, id)))
      return row?.status === 'done' ? true : undefined
    }, 'the relay starts it')
    expect(await desk.act(anna.actor, id, 'take')).toEqual({ state: 'inProgress', seq: 2 })
  })
})

describe('letters in trouble', () => {
  const letters = (id: string) =>
    stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)).orderBy(deliveries.createdAt))

  it('shows the trouble, sends on «retry now», and leaves out what is skipped', async () => {
    stack.outbox.faults.refuseRecipients(50, 451)
    const { id } = await desk.start(anna.actor, { requesterEmail: 'slow@alfa.example' })
    const [letter] = await eventually(async () => {
      const rows = await letters(id)
      return (rows[0]?.attempts ?? 0) > 0 ? rows : undefined
    }, 'the first try fails')
    expect(letter).toMatchObject({ status: 'pending', lastError: expect.stringMatching(/greylist/i), nextTryAt: expect.any(Date) })
    stack.outbox.faults.none()
    await desk.act(anna.actor, id, 'retry', { messageId: letter?.id })
    await eventually(async () => ((await letters(id))[0]?.status === 'sent' ? true : undefined), 'it is sent')
  })
})

describe('changed policies', () => {
  it('compute the times of open processes anew', async () => {
    const { id } = await desk.start(anna.actor)
    const before = await desk.row(id)
    await stack.db.tenant(org.id, async (tx) => {
      await tx.insert(policies).values({ tenantId: org.id, name: 'sla.firstAnswer', amount: 2, unit: 'hours', clock: 'elapsed' })
      await requestRecompute(tx, org.id, newId())
    })
    const after = await eventually(async () => {
      const row = await desk.row(id)
      return row.seq > before.seq && row.recomputeKey === null ? row : undefined
    }, 'recompute')
    expect(after.dueAt?.getTime()).toBe(before.startedAt.getTime() + 2 * 3_600_000)
  })
})
