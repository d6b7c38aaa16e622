import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spentBy } from '../../domain/deadlines.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { ticket } from '../../domain/ticket.ts'
import { people, ticketData } from './people.ts'
import type { LiveProcess, ProcessServer } from './process-server.ts'
import { eventually, startProcessServer } from './process-server.ts'

const { line1, line2, requester, manager } = people
const rules = { calendar: russianCalendar, policies: {} }
const comment = 'Коротко о сделанном'
const letters = (process: LiveProcess): string[] => process.records.process(process.id).messages.map((message) => message.letter)

describe('the ticket in the engine', () => {
  let server: ProcessServer
  beforeAll(async () => {
    server = await startProcessServer()
  })
  afterAll(() => server.stop())

  const begin = (type?: Parameters<typeof ticketData>[0]): Promise<LiveProcess> =>
    server.begin({ definition: ticket, data: ticketData(type) })
  async function taken(): Promise<LiveProcess> {
    const process = await begin()
    expect(await process.act({ action: 'take', actor: line1 })).toEqual({ ok: true, state: 'inProgress', seq: 2 })
    return process
  }
  async function asked(): Promise<LiveProcess> {
    const process = await taken()
    expect(await process.act({ action: 'ask', actor: line1, form: { comment } })).toMatchObject({ ok: true, state: 'clarification' })
    return process
  }
  async function solved(): Promise<LiveProcess> {
    const process = await taken()
    expect(await process.act({ action: 'solve', actor: line1, form: { comment } })).toMatchObject({ ok: true, state: 'processed' })
    return process
  }

  it.each(['incident', 'problem', 'serviceRequest', 'developmentRequest'] as const)(
    'reminds of both deadlines of a %s in time',
    async (type) => {
      const process = await begin(type)
      const planned = process.records.process(process.id).snapshot.plan
      expect(planned.map((item) => item.key).toSorted()).toEqual(
        ['firstAnswer', 'solution'].flatMap((name) => [100, 50, 80].map((share) => `deadline:${name}:${String(share)}`)),
      )
      for (const item of planned) expect(await process.passNext()).toBe(item.key)
      const { events, snapshot } = process.records.process(process.id)
      events.forEach((event, index) => {
        const lateMs = event.at - (planned[index]?.at ?? 0)
        expect(lateMs).toBeGreaterThanOrEqual(0)
        expect(lateMs).toBeLessThan(60_000)
      })
      expect(snapshot).toMatchObject({ state: 'registered', plan: [], movedSeq: 1 })
      await process.act({ action: 'cancel', actor: manager, reason: 'проверка окончена' })
      await process.handle.result()
    },
  )

  it('stops both clocks while it asks, reminds, then closes without an answer, then for good', async () => {
    const process = await asked()
    const stopped = process.records.process(process.id).snapshot
    expect(stopped.clocks['firstAnswer']?.metAt).not.toBeNull()
    expect(stopped.clocks['solution']).toMatchObject({ runningSince: null, dueAt: null, metAt: null })
    expect(await process.passNext()).toBe('after:3:0')
    expect(await process.passNext()).toBe('after:3:1')
    const processed = await process.snapshot()
    expect(processed).toMatchObject({ state: 'processed', clocks: { solution: { spentMs: stopped.clocks['solution']?.spentMs } } })
    expect(await process.passNext()).toBe(`after:${String(processed.seq)}:0`)
    await process.handle.result()
    expect(process.records.process(process.id).snapshot).toMatchObject({ state: 'closed', plan: [] })
    expect(letters(process)).toEqual(['ticket.ack', 'ticket.question', 'ticket.reminder', 'ticket.closedNoAnswer'])
  })

  it('goes on counting after an answer from where it stopped', async () => {
    const process = await asked()
    const at = await server.env.currentTimeMs()
    const before = process.records.process(process.id).snapshot.clocks['solution']
    await server.env.sleep('2 days')
    expect(await process.act({ action: 'answer', actor: requester, form: { comment } })).toMatchObject({ ok: true, state: 'inProgress' })
    const after = process.records.process(process.id).snapshot.clocks['solution']
    if (!before || !after) throw new Error('The solution has a clock')
    expect(after.spentMs).toBe(before.spentMs)
    expect(after.runningSince).toBeGreaterThanOrEqual(at + 2 * 86_400_000)
    expect(spentBy(rules, after, after.runningSince ?? 0)).toBe(before.spentMs)
    expect(after.dueAt).toBeGreaterThan(after.runningSince ?? 0)
  })

  it('reopens with met deadlines met, takes a letter after the solution, and is kept and rated', async () => {
    const process = await solved()
    const metAt = (await process.snapshot()).clocks['solution']?.metAt
    expect(await process.act({ action: 'keep', actor: line1 })).toMatchObject({ ok: false, refusal: { reason: 'NotAllowedNow' } })
    expect(await process.act({ action: 'write', actor: requester, form: { comment } })).toMatchObject({ ok: true, state: 'processed' })
    expect(await process.act({ action: 'keep', actor: line1 })).toMatchObject({ ok: true, state: 'processed' })
    expect(await process.act({ action: 'rate', actor: requester, form: { rating: 6 } })).toMatchObject({
      ok: false,
      refusal: { reason: 'BadForm' },
    })
    expect(await process.act({ action: 'rate', actor: requester, form: { rating: 4 } })).toMatchObject({ ok: true, state: 'processed' })
    expect(await process.act({ action: 'reopen', actor: requester, form: { comment } })).toMatchObject({ ok: true, state: 'inProgress' })
    const open = await process.snapshot()
    expect(open).toMatchObject({ data: { rating: 4, reopenAsked: false }, clocks: { solution: { metAt, runningSince: null } } })
    expect(open.plan.map((item) => item.key)).toEqual([50, 80, 100].map((share) => `deadline:secondSolution:${share}`))
    expect(await process.act({ action: 'solve', actor: line1, form: { comment } })).toMatchObject({ ok: true, state: 'processed' })
    expect(await process.passNext()).toBe('after:8:0')
    await process.handle.result()
  })

  it('goes to another line, whose people alone may take it, and is rejected as a repeat', async () => {
    const process = await taken()
    expect(await process.act({ action: 'escalate', actor: line1, form: { line: 'support2', comment } })).toMatchObject({
      ok: true,
      state: 'registered',
    })
    expect(await process.act({ action: 'take', actor: line1 })).toMatchObject({ ok: false, refusal: { reason: 'Forbidden' } })
    expect(await process.act({ action: 'route', actor: manager, form: { line: 'support3' } })).toMatchObject({
      ok: true,
      state: 'registered',
    })
    expect(await process.act({ action: 'take', actor: line2 })).toMatchObject({ ok: false, refusal: { reason: 'Forbidden' } })
    const reject = { action: 'reject', actor: people.line3, form: { why: 'duplicate', duplicateOf: 'О-2026-000001' } }
    expect(await process.act(reject)).toMatchObject({ ok: true, state: 'rejected' })
    await process.handle.result()
    expect(process.records.process(process.id).snapshot).toMatchObject({
      data: { rejectedAs: 'duplicate', duplicateOf: 'О-2026-000001' },
      plan: [],
    })
    expect(letters(process)).toEqual(['ticket.ack', 'ticket.rejected'])
  })

  it('lets one of twenty take it', async () => {
    const process = await begin()
    const answers = await Promise.all(Array.from({ length: 20 }, () => process.act({ action: 'take', actor: line1, seen: 1 })))
    expect(answers.filter((answer) => answer.ok)).toEqual([{ ok: true, state: 'inProgress', seq: 2 }])
    for (const answer of answers) if (!answer.ok) expect(['NotAllowedNow', 'StaleScreen']).toContain(answer.refusal.reason)
    expect(process.records.process(process.id).events).toHaveLength(1)
  })

  it('spends no history on a certain refusal', async () => {
    const process = await taken()
    const before = await process.history()
    const refused = [
      await process.act({ action: 'fly', actor: line1 }),
      await process.act({ action: 'take', actor: line1 }),
      await process.act({ action: 'solve', actor: people.tester, form: { comment } }),
      await process.act({ action: 'solve', actor: line1, form: {} }),
      await process.act({ action: 'solve', actor: line1, form: { comment }, seen: 1 }),
      await process.act({ action: 'cancel', actor: line1 }),
    ]
    expect(refused.map((answer) => (answer.ok ? 'ok' : answer.refusal.reason))).toEqual([
      'UnknownAction',
      'NotAllowedNow',
      'Forbidden',
      'BadForm',
      'StaleScreen',
      'ReasonNeeded',
    ])
    expect(await process.history()).toEqual(before)
  })

  it('moves a deadline by hand, and reminds by the new one', async () => {
    const process = await begin('problem')
    const dueAt = new Date((await server.env.currentTimeMs()) + 10 * 86_400_000).toISOString()
    const asManager = { actor: manager, reason: 'договорились с заявителем' }
    for (const deadline of ['firstAnswer', 'solution'])
      expect(await process.act({ ...asManager, action: 'setDue', form: { deadline, dueAt } })).toMatchObject({ ok: true })
    await server.env.sleep('1 day')
    expect(process.records.process(process.id).events).toHaveLength(2)
    expect(await process.passNext()).toBe('deadline:firstAnswer:50')
    expect(await process.act({ ...asManager, action: 'cancel' })).toMatchObject({ ok: true, state: 'rejected' })
    await process.handle.result()
  })

  it('carries on in a fresh run with all it had, as often as it takes', async () => {
    const process = await server.begin({ definition: ticket, data: ticketData(), workflowType: 'shortTicket' })
    const runNow = async (): Promise<string> => (await process.handle.describe()).runId
    const runs = [await runNow()]
    let taken = 0
    async function act(action: string, form: object): Promise<void> {
      expect(await process.act({ action, actor: line1, form })).toMatchObject({ ok: true })
      taken += 1
      // The test server forgets whoever asks in the very moment of the change; a service asks again.
      if (taken % 3 === 0) await eventually(runNow).not.toBe(runs.at(-1))
      if (taken % 3 === 0) runs.push(await runNow())
      expect(await process.snapshot()).toEqual(process.records.process(process.id).snapshot)
    }
    await act('take', {})
    for (let round = 0; round < 4; round += 1) {
      await act('ask', { comment })
      await act('answer', { comment })
    }
    expect(new Set(runs).size).toBe(4)
    expect(await process.passNext()).toBe('deadline:solution:50')
    await act('solve', { comment })
  })
})
