import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { ticket } from '../../domain/ticket.ts'
import type { ActAnswer, ActUpdate } from '../../workflows/contracts.ts'
import { createMemoryRecords } from '../../workflows/engine/memory-records.ts'
import { createSimulator } from '../../workflows/engine/simulator.ts'
import type { SimulatedProcess, Simulator } from '../../workflows/engine/simulator.ts'
import { people, ticketData } from '../workflows/people.ts'
import { observed } from '../workflows/walk.ts'
import { createTimekeeper } from './promises.ts'
import { scaled } from './scale.ts'
import { createWitness } from './witness.ts'

// Two things at once, in every order that a scheduler can think of: what is asked, what the database answers when, and
// time; on one engine, and on two that both believe to hold the process, as when a worker is only thought dead.

const rules = { calendar: russianCalendar, policies: {} }
const who = { tenantId: 'tenant-1', processId: 'process-1' }
const startAt = Date.UTC(2026, 2, 2, 7)
const update = (action: string, actor: ActUpdate['actor'], form: object = {}): ActUpdate => ({
  ...{ action, actor, form, reason: 'так нужно', requestId: `request-${action}-${actor.id}`, inputHash: '' },
})
const { line1, line2, manager } = people
const dueAt = new Date(startAt + 86_400_000).toISOString()

interface Race {
  readonly name: string
  readonly updates: readonly ActUpdate[]
  /** Time goes past the first deadline meanwhile. */
  readonly passes: boolean
}
const races: readonly Race[] = [
  {
    name: 'act and act',
    passes: false,
    updates: [update('take', line1), update('route', manager, { line: 'support2' }), update('take', line2)],
  },
  {
    name: 'act and deadline',
    passes: true,
    updates: [update('take', line1), update('setDue', manager, { deadline: 'firstAnswer', dueAt })],
  },
  {
    name: 'act and cancel',
    passes: false,
    updates: [update('take', line1), update('cancel', manager), update('reject', line1, { why: 'other' })],
  },
  {
    name: 'all at once',
    passes: true,
    updates: [update('take', line1), update('cancel', manager), update('setPriority', manager, { priority: 'high' })],
  },
]
const schedules = scaled(300, 60)

async function run(race: Race, engines: 1 | 2, scheduler: fc.Scheduler): Promise<void> {
  const simulator: Simulator = createSimulator({ startAt })
  const held = (what: string): Promise<void> => scheduler.schedule(Promise.resolve(), what)
  const records = createMemoryRecords(ticket, rules, {
    async intercept(_, commit) {
      await held('reaches the database')
      const answer = commit()
      await held('the database answers')
      return answer
    },
  })
  const data = ticketData()
  const input = records.begin(who, data, startAt)
  const witness = createWitness(ticket, createTimekeeper(rules), data, startAt)
  const begin = (): SimulatedProcess => simulator.start({ definition: ticket, handlers: {}, input, ports: records })
  const running = Array.from({ length: engines }, begin)
  await scheduler.waitFor(simulator.settle())
  const first = records.process(who.processId).snapshot.plan[0]?.at ?? 0
  const asked = race.updates.map(async (one, index): Promise<ActAnswer | undefined> => {
    await held(`${one.action} is asked`)
    const engine = running[index % engines]
    return engine && !engine.ended() ? engine.act(one) : undefined
  })
  const time = race.passes ? held('time passes').then(() => simulator.advanceTo(first + 1)) : Promise.resolve()
  const [answers] = await scheduler.waitFor(Promise.all([Promise.all(asked), time]))
  await scheduler.waitFor(simulator.settle())
  const { events, snapshot } = records.process(who.processId)
  witness.see(events.map(observed))
  witness.compare(snapshot)
  answers.forEach((answer, index) => {
    const one = race.updates[index]
    if (!answer || !one) return
    const written = events.filter((event) => event.requestId === one.requestId)
    expect(written.map(({ after }) => ({ ok: true, state: after.state, seq: after.seq }))).toEqual(answer.ok ? [answer] : [])
    witness.hear(one, answer, 1)
  })
  for (const engine of running) if (engines === 1 && !engine.ended()) expect(engine.snapshot()).toEqual(snapshot)
}

describe.each(races)('$name', (race) => {
  it.each([1, 2] as const)(
    `ends as one after the other, in ${String(schedules)} orders, on %i engine(s)`,
    { timeout: 600_000 },
    async (engines) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), (scheduler) => run(race, engines, scheduler)),
        { numRuns: schedules, seed: 7 },
      )
    },
  )
})
