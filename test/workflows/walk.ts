import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { decide, stateOf } from '../../domain/decide.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Policies } from '../../domain/policies.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { ActAnswer, ActUpdate, ProcessInput } from '../../workflows/contracts.ts'
import type { MemoryEvent } from '../../workflows/engine/memory-records.ts'
import { createMemoryRecords } from '../../workflows/engine/memory-records.ts'
import { ProcessGone, createSimulator } from '../../workflows/engine/simulator.ts'
import { createTimekeeper } from '../model/promises.ts'
import type { Observed } from '../model/reference.ts'
import { createWitness } from '../model/witness.ts'
import { checkEvent, checkSnapshot, must } from './invariants.ts'
import { people } from './people.ts'
import type { RandomSource } from './random-source.ts'
import { ticketWalker } from './ticket-walk.ts'

const tenantId = 'tenant-1'
const processId = 'process-1'
const who = { tenantId, processId }
const copy = (input: ProcessInput): ProcessInput => JSON.parse(JSON.stringify(input))

/** What walks met on their way. */
export interface WalkTally {
  steps: number
  records: number
  refusals: number
  crashes: number
  ahead: number
  restarts: number
  runs: number
  ended: number
  readonly reached: Set<string>
}
export const emptyTally = (): WalkTally => ({
  ...{ steps: 0, records: 0, refusals: 0, crashes: 0, ahead: 0, restarts: 0, runs: 0, ended: 0 },
  reached: new Set(),
})

/** What walks: a kind of process, and who asks what of it. */
export interface Walker {
  readonly definition: ProcessDefinition
  policies(random: RandomSource): Policies
  /** What a process that starts at `startAt` begins with. */
  first(random: RandomSource, startAt: number): { readonly data: JsonObject; readonly assigneeId?: string }
  request(random: RandomSource, snapshot: Snapshot, now: number, requestId: string): ActUpdate
  /** Said apart from the definition: whether somebody may have done this where the process stood. */
  isRight(update: ActUpdate, before: Snapshot): boolean
}

/** A record as the reference sees it. */
export const observed = ({ move, before, after, at, actor }: MemoryEvent): Observed => {
  const record = { seq: after.seq, at, actor, form: {}, reason: undefined, from: before.state, to: after.state }
  if (move.kind === 'act') return { ...record, kind: 'act', name: move.change.name, form: move.change.form, reason: move.change.reason }
  if (move.kind === 'fire') return { ...record, kind: 'fire', name: move.item.key }
  throw new Error(`It has no handlers, but ${move.kind} was recorded`)
}

/**
 * One process from its start through random steps; throws at the first thing that must not be. `definition` is what the
 * engine runs, the reference goes by the walker's own.
 */
export async function walk(
  random: RandomSource,
  tally: WalkTally,
  walker: Walker = ticketWalker,
  definition: ProcessDefinition = walker.definition,
): Promise<void> {
  const rules = { calendar: russianCalendar, policies: walker.policies(random) }
  const startAt = Date.UTC(2026, random.below(12), 1 + random.below(28), random.below(24), random.below(60))
  const simulator = createSimulator({ startAt })
  let fault: 'none' | 'lost' | 'ahead' = 'none'
  let slowUntil = startAt
  let requests = 0
  let checked = 0
  const firedKeys = new Set<string>()
  const asked = new Map<string, { readonly update: ActUpdate; readonly answer: ActAnswer | undefined }>()
  const records = createMemoryRecords(definition, rules, {
    async intercept(request, commit) {
      const now = fault
      fault = 'none'
      if (now === 'ahead') {
        // A record whose update the engine lost: Postgres has it, the workflow has not.
        const { snapshot } = records.process(processId)
        const update = walker.request(random, snapshot, simulator.now(), `aside-${String((requests += 1))}`)
        const decision = decide(definition, snapshot, { ...update, seen: undefined }, simulator.now())
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
  const begin = (input: ProcessInput) =>
    simulator.start({ definition, handlers: {}, input: copy(input), ports: records, maxUpdates: 2 + random.below(12) })
  const { data, assigneeId } = walker.first(random, startAt)
  const witness = createWitness(walker.definition, createTimekeeper(rules), data, startAt, assigneeId)
  let known = records.begin(who, data, startAt, assigneeId)
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
    const askedAt = simulator.now()
    try {
      const answer = await running.act(update)
      see()
      witness.hear(update, answer, was.seq, [askedAt, simulator.now()])
      if (!answer.ok) {
        tally.refusals += 1
        must(asked.has(update.requestId) || records.recorded(update.requestId) === undefined, 'a refusal writes nothing', [update, answer])
      } else if (update.action !== 'sync') {
        const recorded = records.recorded(update.requestId)
        must(recorded?.state === answer.state && recorded.seq === answer.seq, 'the answer is what was recorded', [answer, recorded])
        const event = records.process(processId).events.find((one) => one.requestId === update.requestId)
        must(event !== undefined && walker.isRight(update, event.before), 'nobody does what is not theirs', [update, event?.before])
        must((event?.before.movedSeq ?? 0) <= (update.seen ?? Infinity), 'nobody acts on what they have not seen', [update, event])
      }
      if (stateOf(walker.definition, was.state).final && update.action !== 'retry' && update.action !== 'skip')
        must(!answer.ok, 'a final state takes no action', update)
      return answer
    } catch (error) {
      if (error instanceof ProcessGone) return undefined
      throw error
    }
  }

  async function someAct(): Promise<void> {
    const update = walker.request(random, running.snapshot(), simulator.now(), `request-${String((requests += 1))}`)
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
      const answer = act(walker.request(random, running.snapshot(), simulator.now(), `request-${String((requests += 1))}`))
      await simulator.advanceTo(slowUntil)
      await answer
      return undefined
    }
    if (dice < 97) {
      // Three people press at the same moment.
      const updates = [1, 2, 3].map(() => walker.request(random, running.snapshot(), simulator.now(), `request-${String((requests += 1))}`))
      await Promise.all(updates.map(act))
      return undefined
    }
    tally.restarts += 1
    known = random.chance(0.5) ? running.rest() : records.rebuild(who)
    running.kill()
    running = begin(known)
    return simulator.settle()
  }

  /** The reference takes what was recorded since. */
  function see(): void {
    witness.see(
      records
        .process(processId)
        .events.slice(witness.now.seq - 1)
        .map(observed),
    )
  }

  function check(): void {
    see()
    const held = records.process(processId)
    for (const event of held.events.slice(checked)) {
      checkEvent(definition, rules, event)
      if (event.move.kind !== 'fire') continue
      must(event.at >= event.move.item.at, 'nothing fires before its time', event)
      // A deadline that was moved to a later date happens anew, at another instant.
      const once = `${event.move.item.key}@${event.move.item.at}`
      must(!firedKeys.has(once), 'nothing fires twice', event)
      firedKeys.add(once)
    }
    checked = held.events.length
    tally.reached.add(held.snapshot.state)
    checkSnapshot(definition, held.snapshot, simulator.now())
    witness.compare(held.snapshot)
    must(
      held.messages.map(({ id }) => id.replace(`${processId}:`, '').replace(':', ' ')).join() === witness.now.letters.join(),
      'the letters are those of the reference',
      [held.messages, witness.now.letters],
    )
    const agree = JSON.stringify(running.snapshot()) === JSON.stringify(held.snapshot)
    must(agree || running.ended(), 'both stores agree (I11)', [running.snapshot(), held.snapshot])
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
