import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { ActAnswer, ActUpdate, ProcessInput } from '../contracts.ts'
import type { AnyHandlers } from './handlers.ts'
import { createMachine } from './machine.ts'
import type { Machine } from './machine.ts'
import { createSimulatedRuntime } from './simulated-runtime.ts'
import type { SimulatedPorts, Waits } from './simulated-runtime.ts'

export interface SimulatedStart {
  readonly definition: ProcessDefinition
  readonly handlers: AnyHandlers
  readonly input: ProcessInput
  readonly ports: SimulatedPorts
  /** Requests one run takes before a fresh one carries on; without it a run never ends early. */
  readonly maxUpdates?: number
}

/** The process ended before, or was killed: whoever asked does not know whether the request was taken. */
export class ProcessGone extends Error {
  override readonly name = 'ProcessGone'
}

export interface SimulatedProcess {
  /** Asks the process, as an update would, and lets everything that follows at this instant happen. */
  act(update: ActUpdate): Promise<ActAnswer>
  snapshot(): Snapshot
  /** What a fresh run would start from. */
  rest(): ProcessInput
  /** How many runs it took so far. */
  runs(): number
  ended(): boolean
  /** False once it was killed. */
  alive(): boolean
  /** Ends it as a crash would: it never hears of anything again, answers to its requests never come. */
  kill(): void
}

/** Many processes in one virtual time; the machine's code is the live one. */
export interface Simulator {
  /** Virtual time, epoch milliseconds. */
  now(): number
  /** Starts a process; `settle` lets it take its first steps. */
  start(options: SimulatedStart): SimulatedProcess
  /** Virtual time of a port that takes long: the simulator does not wait for it, it goes on at `at`. */
  sleepUntil(at: number): Promise<void>
  /** Lets everything happen that needs no time to pass, real answers of ports included. */
  settle(): Promise<void>
  /** Goes through every instant at which something waits, up to `at`. @throws the error of a process that broke */
  advanceTo(at: number): Promise<void>
}

interface Waiter {
  readonly done: () => boolean
  readonly at: number
  readonly resolve: (held: boolean) => void
}
interface Slot {
  waiters: Waiter[]
  /** The earliest instant a waiter waits for. */
  nextAt: number
  /** Ports that have not answered. */
  outstanding: number
  alive: boolean
}
const createSlot = (): Slot => ({ waiters: [], nextAt: Number.POSITIVE_INFINITY, outstanding: 0, alive: true })
const never = <T>(): Promise<T> => new Promise(() => undefined)

/**
 * Code between two waits takes a few microtasks, and nothing tells that the queue is empty; so the world counts as
 * quiet when nothing was asked of the simulator for this many.
 */
const quietTicks = 40

export function createSimulator(options: { readonly startAt: number }): Simulator {
  let now = options.startAt
  // Everything that happens adds one; what stands still for `quietTicks` has settled.
  let activity = 0
  let outstanding = 0
  let sleeping = 0
  let broken: { readonly error: unknown } | undefined
  let wakeSettlers: (() => void)[] = []
  const slots = new Set<Slot>()
  // A waiter's condition reads its own process only, so only processes that did something are looked at.
  const touched = new Set<Slot>()

  function stir(slot: Slot): void {
    activity += 1
    touched.add(slot)
    const settlers = wakeSettlers
    wakeSettlers = []
    for (const wake of settlers) wake()
  }

  function keep(slot: Slot, waiters: Waiter[]): void {
    slot.waiters = waiters
    slot.nextAt = waiters.reduce((soonest, waiter) => Math.min(soonest, waiter.at), Number.POSITIVE_INFINITY)
  }

  function wait(slot: Slot, done: () => boolean, at: number): Promise<boolean> {
    if (!slot.alive) return never()
    stir(slot)
    if (done()) return Promise.resolve(true)
    if (at <= now) return Promise.resolve(false)
    return new Promise((resolve) => keep(slot, [...slot.waiters, { done, at, resolve }]))
  }

  function release(slot: Slot, released: (waiter: Waiter) => boolean): boolean {
    const found = slot.waiters.find(released)
    if (!found) return false
    keep(
      slot,
      slot.waiters.filter((waiter) => waiter !== found),
    )
    found.resolve(found.done())
    stir(slot)
    return true
  }

  function releaseDone(): boolean {
    let any = false
    for (const slot of touched) {
      while (release(slot, (waiter) => waiter.done())) any = true
      touched.delete(slot)
    }
    return any
  }

  async function quiet(): Promise<void> {
    for (let ticks = 0, seen = activity; ticks < quietTicks; ticks += 1) {
      await Promise.resolve()
      if (seen !== activity) {
        seen = activity
        ticks = 0
      }
    }
  }

  async function settle(): Promise<void> {
    for (;;) {
      await quiet()
      if (broken) throw broken.error
      if (releaseDone()) continue
      if (outstanding <= sleeping) return
      await new Promise<void>((resolve) => wakeSettlers.push(resolve))
    }
  }

  function soonestSlot(): Slot | undefined {
    let soonest: Slot | undefined
    for (const slot of slots) if (slot.nextAt < (soonest?.nextAt ?? Number.POSITIVE_INFINITY)) soonest = slot
    return soonest
  }

  const createWaits = (slot: Slot): Waits => ({
    now: () => now,
    until: (done, at) => wait(slot, done, at ?? Number.POSITIVE_INFINITY),
    track(answer) {
      if (!slot.alive) return never()
      slot.outstanding += 1
      outstanding += 1
      stir(slot)
      return new Promise((resolve, reject) => {
        const answered = (pass: () => void): void => {
          if (!slot.alive) return
          slot.outstanding -= 1
          outstanding -= 1
          pass()
          stir(slot)
        }
        answer.then(
          (value) => answered(() => resolve(value)),
          (error: unknown) => answered(() => reject(error)),
        )
      })
    },
  })

  function drop(slot: Slot): void {
    slot.alive = false
    outstanding -= slot.outstanding
    slot.outstanding = 0
    keep(slot, [])
    slots.delete(slot)
    stir(slot)
  }

  return {
    now: () => now,
    settle,
    async sleepUntil(at) {
      if (at <= now) return
      const slot = createSlot()
      slots.add(slot)
      sleeping += 1
      await wait(slot, () => false, at)
      sleeping -= 1
      slots.delete(slot)
    },
    async advanceTo(at) {
      await settle()
      for (let slot = soonestSlot(); slot && slot.nextAt <= at; slot = soonestSlot()) {
        const { nextAt } = slot
        now = Math.max(now, nextAt)
        release(slot, (waiter) => waiter.at === nextAt)
        await settle()
      }
      now = Math.max(now, at)
    },
    start({ definition, handlers, input, ports, maxUpdates = Number.POSITIVE_INFINITY }) {
      const slot = createSlot()
      slots.add(slot)
      const waits = createWaits(slot)
      let [updates, acting, runs, ended] = [0, 0, 0, false]
      let killed: () => void = () => undefined
      const death = new Promise<never>((_, reject) => {
        killed = () => reject(new ProcessGone())
      })
      death.catch(() => undefined)

      async function follow(run: Machine): Promise<void> {
        const how = await run.run()
        while (acting > 0) await waits.until(() => acting === 0)
        if (how === 'continue') {
          machine = begin(run.rest())
          return
        }
        ended = true
        drop(slot)
      }
      function begin(from: ProcessInput): Machine {
        updates = 0
        runs += 1
        const runtime = createSimulatedRuntime(from, ports, waits, () => updates >= maxUpdates)
        const begun = createMachine(definition, handlers, runtime, from)
        follow(begun).catch((error: unknown) => {
          broken ??= { error }
          stir(slot)
        })
        return begun
      }
      let machine = begin(input)

      async function take(update: ActUpdate): Promise<ActAnswer> {
        if (!slot.alive) throw new ProcessGone()
        const refusal = machine.foresee(update)
        if (refusal) return refusal
        updates += 1
        acting += 1
        stir(slot)
        try {
          return await Promise.race([machine.act(update), death])
        } finally {
          acting -= 1
          stir(slot)
        }
      }
      return {
        async act(update) {
          const answer = await take(update)
          await settle()
          return answer
        },
        snapshot: () => machine.snapshot(),
        rest: () => machine.rest(),
        runs: () => runs,
        ended: () => ended,
        alive: () => ended || slot.alive,
        kill() {
          drop(slot)
          killed()
        },
      }
    },
  }
}
