import { describe, expect, it } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { decide, stateOf } from '../../domain/decide.ts'
import { ticket } from '../../domain/ticket.ts'
import type { ActAnswer, ActUpdate, ProcessInput } from '../../workflows/contracts.ts'
import { createMemoryRecords } from '../../workflows/engine/memory-records.ts'
import { ProcessGone, createSimulator } from '../../workflows/engine/simulator.ts'
import { checkEvent, checkSnapshot, must } from './invariants.ts'
import { people, ticketData } from './people.ts'
import type { RandomSource } from './random-source.ts'
import { createRandomSource } from './random-source.ts'
import { isRight, randomRequest } from './ticket-walk.ts'

// Another seed, or one path again: VEKHA_SEED=123 VEKHA_PATHS=1 npx vitest run test/workflows/random-paths.test.ts
const seed = Number(process.env['VEKHA_SEED'] ?? 20_260_101)
const paths = Number(process.env['VEKHA_PATHS'] ?? 10_000)
const rules = { calendar: russianCalendar, policies: {} }
const tenantId = 'tenant-1'
const processId = 'process-1'
const who = { tenantId, processId }
const copy = (input: ProcessInput): ProcessInput => JSON.parse(JSON.stringify(input))
const tally = { steps: 0, records: 0, refusals: 0, crashes: 0, ahead: 0, restarts: 0, runs: 0, ended: 0, reached: new Set<string>() }

/** One ticket from its start through random steps; throws at the first thing that must not be. */
async function walk(random: RandomSource): Promise<void> {
  const startAt = Date.UTC(2026, random.below(12), 1 + random.below(28), random.below(24), random.below(60))
  const simulator = createSimulator({ startAt })
  let fault: 'none' | 'lost' | 'ahead' = 'none'
  let slowUntil = startAt
  let requests = 0
  let checked = 0
  const firedKeys = new Set<string>()
  const asked = new Map<string, { readonly update: ActUpdate; readonly answer: ActAnswer | undefined }>()
  const records = createMemoryRecords(ticket, rules, {
    async intercept(request, commit) {
      const now = fault
      fault = 'none'
      if (now === 'ahead') {
        // A record whose update the engine lost: Postgres has it, the workflow has not.
        const { snapshot } = records.process(processId)
        const update = randomRequest(random, snapshot, simulator.now(), `aside-${String((requests += 1))}`)
        const decision = decide(ticket, snapshot, { ...update, seen: undefined })
        if (decision.ok && update.action !== 'sync') {
          tally.ahead += 1
          const { requestId, actor } = update
          await records.record({ ...request, before: snapshot, requestId, actor, move: { kind: 'act', change: decision.change } })
        }
      }
      await simulator.sleepUntil(slowUntil)
      const answer = commit()
      if (now !== 'lost') return answer
      tally.crashes += 1
      running.kill()
      return new Promise(() => undefined)
    },
  })
  const ports = {
    ...records,
    deliver: async (message: { readonly tenantId: string; readonly messageId: string }) => {
      if (random.chance(0.1)) throw new Error('the mail server is away')
      return records.deliver(message)
    },
  }
  const begin = (input: ProcessInput) =>
    simulator.start({ definition: ticket, handlers: {}, input: copy(input), ports, maxUpdates: 2 + random.below(12) })
  let known = records.begin(who, ticketData(random.pick(['incident', 'problem', 'serviceRequest', 'developmentRequest'])), startAt)
  let running = begin(known)

  /** A worker that comes back knows what the engine's store knows, which can be less than Postgres. */
  async function comeBack(): Promise<void> {
    running = begin(known)
    await simulator.settle()
    await act({
      action: 'sync',
      form: {},
      actor: people.machine,
      inputHash: '',
      seen: records.process(processId).snapshot.seq,
      requestId: `sync-${String((requests += 1))}`,
    })
  }

  async function act(update: ActUpdate): Promise<ActAnswer | undefined> {
    const was = records.process(processId).snapshot
    try {
      const answer = await running.act(update)
      if (!answer.ok) {
        tally.refusals += 1
        must(asked.has(update.requestId) || records.recorded(update.requestId) === undefined, 'a refusal writes nothing', [update, answer])
      } else if (update.action !== 'sync') {
        const recorded = records.recorded(update.requestId)
        must(recorded?.state === answer.state && recorded.seq === answer.seq, 'the answer is what was recorded', [answer, recorded])
        must(isRight(update), 'nobody does what is not theirs', update)
        const event = records.process(processId).events.find((one) => one.requestId === update.requestId)
        must((event?.before.movedSeq ?? 0) <= (update.seen ?? Infinity), 'nobody acts on what they have not seen', [update, event])
      }
      if (stateOf(ticket, was.state).final && update.action !== 'retry' && update.action !== 'skip')
        must(!answer.ok, 'a final state takes no action', update)
      return answer
    } catch (error) {
      if (error instanceof ProcessGone) return undefined
      throw error
    }
  }

  async function someAct(): Promise<void> {
    const update = randomRequest(random, running.snapshot(), simulator.now(), `request-${String((requests += 1))}`)
    if (random.chance(0.08)) fault = random.pick(['lost', 'ahead'])
    const answer = await act(update)
    asked.set(update.requestId, { update, answer })
    // The caller who heard nothing asks again with the same id, or nobody does and the sweeper reconciles.
    if (!running.alive()) {
      await comeBack()
      if (random.chance(0.5)) await repeat(update.requestId)
    }
    fault = 'none'
  }

  async function repeat(requestId: string): Promise<void> {
    const first = asked.get(requestId)
    const recorded = records.recorded(requestId)
    if (!first || !recorded) return
    const events = records.process(processId).events.length
    const again = await act(first.update)
    if (first.answer?.ok)
      must(first.answer.seq === recorded.seq && first.answer.state === recorded.state, 'the first answer is kept', [first, recorded])
    if (again?.ok)
      must(again.seq === recorded.seq && again.state === recorded.state, 'the same request gets the same answer', [again, recorded])
    must(records.process(processId).events.length === events, 'a repeat writes nothing', first.update)
  }

  async function letTimePass(): Promise<void> {
    const soonest = running.snapshot().plan[0]?.at
    const jumpMs = random.below(random.pick([60, 3_600, 86_400, 864_000])) * 1_000
    if (random.chance(0.03)) fault = 'lost'
    await simulator.advanceTo(soonest !== undefined && random.chance(0.5) ? soonest + random.below(3) - 1 : simulator.now() + jumpMs)
    fault = 'none'
    if (!running.alive()) await comeBack()
  }

  async function step(): Promise<void> {
    const dice = random.below(100)
    if (dice < 62) return someAct()
    if (dice < 88) return letTimePass()
    if (dice < 92) {
      const before = [...asked.keys()]
      const [first, ...others] = before
      return first === undefined ? undefined : repeat(random.pick([first, ...others]))
    }
    if (dice < 94) {
      // The database takes its time, and what was planned comes due meanwhile.
      slowUntil = Math.max(simulator.now(), running.snapshot().plan[0]?.at ?? 0) + random.below(90) * 1_000
      const answer = act(randomRequest(random, running.snapshot(), simulator.now(), `request-${String((requests += 1))}`))
      await simulator.advanceTo(slowUntil)
      await answer
      return undefined
    }
    if (dice < 97) {
      // Three people press at the same moment.
      const updates = [1, 2, 3].map(() => randomRequest(random, running.snapshot(), simulator.now(), `request-${String((requests += 1))}`))
      await Promise.all(updates.map(act))
      return undefined
    }
    tally.restarts += 1
    known = random.chance(0.5) ? running.rest() : records.rebuild(who)
    running.kill()
    running = begin(known)
    return simulator.settle()
  }

  function check(): void {
    const held = records.process(processId)
    for (const event of held.events.slice(checked)) {
      checkEvent(ticket, rules, event)
      if (event.move.kind !== 'fire') continue
      must(event.at >= event.move.item.at, 'nothing fires before its time', event)
      // A deadline that was moved to a later date happens anew, at another instant.
      const once = `${event.move.item.key}@${event.move.item.at}`
      must(!firedKeys.has(once), 'nothing fires twice', event)
      firedKeys.add(once)
    }
    checked = held.events.length
    tally.reached.add(held.snapshot.state)
    checkSnapshot(ticket, held.snapshot, simulator.now())
    const agree = JSON.stringify(running.snapshot()) === JSON.stringify(held.snapshot)
    must(agree || running.ended(), 'both stores agree (I11)', [running.snapshot(), held.snapshot])
    if (running.ended())
      must(
        held.messages.every((message) => message.status !== 'waiting'),
        'no letter waits after the end',
        held.messages,
      )
    known = running.rest()
  }

  await simulator.settle()
  check()
  for (let steps = 8 + random.below(20); steps > 0 && !running.ended(); steps -= 1) {
    await step()
    check()
    tally.steps += 1
  }
  tally.records += records.process(processId).events.length
  tally.runs += running.runs()
  if (running.ended()) tally.ended += 1
}

describe('the ticket, by any path', () => {
  it(`keeps its word on ${String(paths)} random paths from seed ${String(seed)}`, { timeout: 120_000 }, async () => {
    const startedAt = performance.now()
    for (let path = 0; path < paths; path += 1) {
      try {
        await walk(createRandomSource(seed + path))
      } catch (error) {
        throw new Error(`Path ${String(path)}; again: VEKHA_SEED=${String(seed + path)} VEKHA_PATHS=1`, { cause: error })
      }
    }
    const seconds = (performance.now() - startedAt) / 1_000
    console.log(
      `${String(paths)} paths from seed ${String(seed)} in ${seconds.toFixed(1)} s, ${(paths / seconds).toFixed(0)} a second:`,
      tally,
    )
    if (paths < 10_000) return
    // A walk that never gets anywhere proves nothing.
    expect([...tally.reached].toSorted()).toEqual(Object.keys(ticket.states).toSorted())
    for (const count of [tally.crashes, tally.ahead, tally.restarts, tally.refusals, tally.ended]) expect(count).toBeGreaterThan(500)
    expect(tally.runs).toBeGreaterThan(paths + 500)
  })
})
