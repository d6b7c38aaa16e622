import type { Simulator } from '../../workflows/engine/simulator.ts'

/** Lives of many people in one virtual time: one acts at a time, in the order of the clock. */
export interface Agenda {
  now(): number
  /** Begins a story at the instant. */
  add(at: number, story: () => Promise<void>): void
  /** Called inside a story: it goes on at `at`, or never when the time told of ends before. */
  until(at: number): Promise<void>
  /** Tells everything up to `at`, deadlines of the processes included. @throws what a story throws */
  runTo(at: number): Promise<void>
}

interface Entry {
  readonly at: number
  readonly order: number
  readonly resume: () => void
}

export function createAgenda(simulator: Simulator): Agenda {
  let entries: Entry[] = []
  let order = 0
  let pause: () => void = () => undefined
  let fail: (error: unknown) => void = () => undefined

  function push(at: number, resume: () => void): void {
    const entry = { at: Math.max(Math.round(at), simulator.now()), order: (order += 1), resume }
    const after = entries.findLastIndex((other) => other.at <= entry.at)
    entries.splice(after + 1, 0, entry)
  }

  return {
    now: simulator.now,
    add(at, story) {
      push(at, () => {
        story().then(
          () => pause(),
          (error: unknown) => fail(error),
        )
      })
    },
    until: (at) =>
      new Promise((resolve) => {
        push(at, resolve)
        pause()
      }),
    async runTo(at) {
      for (let next = entries[0]; next && next.at <= at; next = entries[0]) {
        entries = entries.slice(1)
        const { resume } = next
        await simulator.advanceTo(next.at)
        await new Promise<void>((resolve, reject) => {
          pause = resolve
          fail = reject
          resume()
        })
      }
      await simulator.advanceTo(at)
    },
  }
}
