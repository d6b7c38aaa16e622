import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { reasonOf } from './failure.ts'
import { isClosing, raiseAlarm } from './processes.ts'
import type { RunningProcess } from './processes.ts'
import { seconds } from './progress.ts'

export interface Supervised {
  name: string
  /** Starts it anew and waits until it is ready. */
  start: () => Promise<RunningProcess>
  say: (line: string) => void
  /** For a test that can't wait. */
  wait?: (ms: number) => Promise<unknown>
}

export interface Supervision {
  /** Ends it in good order, starts it anew and waits until it is ready. @throws what its start throws; then it is tried again as ever */
  restart(): Promise<void>
  /** Settles when it was given up, or everything is being stopped. */
  readonly done: Promise<void>
}

const maxEnds = 5
const windowMs = 60_000

/** At once the first time, then 1, 2, 4 s. */
function pauseMs(ends: number): number {
  return ends === 1 ? 0 : 1000 * 2 ** (ends - 2)
}

/** Starts a service again whenever it ends by itself, a failed start included; five ends within a minute raise the alarm that stops all. */
export function supervise(first: RunningProcess, { name, start, say, wait = sleep }: Supervised): Supervision {
  let current = first
  let asked: { readonly done: () => void; readonly failed: (error: unknown) => void } | undefined

  async function run(): Promise<void> {
    // Only time in which it was ready counts, or one that fails slowly would be tried for ever.
    let upMs = 0
    let ends: number[] = []
    while (!isClosing()) {
      const readyAtMs = performance.now()
      const how = (await current.ended).replace(/^signal /, '')
      const endedAtMs = performance.now()
      upMs += endedAtMs - readyAtMs
      let why = `${how}): ${current.lastOutput().trim().split('\n').slice(-3).join('\n')}`
      let failed = ''
      let next: RunningProcess | undefined
      while (next === undefined) {
        if (isClosing()) return
        // An end that was asked for is none by itself.
        if (asked === undefined) {
          ends = [...ends.filter((atMs) => upMs - atMs < windowMs), upMs]
          if (ends.length >= maxEnds) {
            raiseAlarm(`${name} has ended by itself ${String(maxEnds)} times within a minute (at last ${why}`)
            return
          }
          const pause = pauseMs(ends.length)
          if (failed !== '') say(`${failed}, next try in ${seconds(pause)}`)
          await wait(pause)
          if (isClosing()) return
        }
        try {
          next = await start()
        } catch (error) {
          const reason = reasonOf(error)
          failed = (reason.split('\n')[0] ?? '').replace(/:$/, '')
          why = `${how}): ${reason}`
          asked?.failed(error)
          asked = undefined
        }
      }
      current = next
      if (asked === undefined && !isClosing()) say(`${name} ended (${how}), started again in ${seconds(performance.now() - endedAtMs)}`)
      asked?.done()
      asked = undefined
    }
  }

  return {
    done: run().finally(() => asked?.failed(new Error(`${name} is not started any more: everything is being stopped`))),
    async restart() {
      const done = new Promise<void>((resolve, reject) => {
        asked = { done: resolve, failed: reject }
      })
      await current.stop()
      await done
    },
  }
}
