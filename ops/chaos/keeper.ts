import { setTimeout as sleep } from 'node:timers/promises'
import type { Part } from '../scratch/part.ts'

/** Starts again what was killed, and notes what ended although nobody hurt it. */
export interface Keeper {
  /** Parts that ended by themselves: a defect each. */
  readonly endedAlone: readonly string[]
  /** Ends it, waits `downMs`, and starts it again. */
  restart(part: Part, how: NodeJS.Signals | 'stop', downMs: number): Promise<void>
  stop(): Promise<void>
}

const lookEveryMs = 100
/** As `npm start`, which gives up after five ends within a minute. */
const maxStarts = 5
const pauseMs = 1_000

/** Watches the parts until it is stopped. `ordered`: did this process end because it was told to? */
export function keep(parts: readonly Part[], ordered: (pid: number) => boolean): Keeper {
  const endedAlone: string[] = []
  const hurt = new Map<Part, number>()
  let stopped = false
  const turns = new Map<Part, Promise<void>>()
  const mark = (part: Part, by: number): void => void hurt.set(part, (hurt.get(part) ?? 0) + by)

  async function watch(part: Part): Promise<void> {
    while (!stopped) {
      if (!part.isRunning() && (hurt.get(part) ?? 0) === 0) {
        if (!ordered(part.lastPid())) endedAlone.push(part.name)
        await inTurn(part, () => startAgain(part))
      }
      await sleep(lookEveryMs)
    }
  }
  // Two that hurt one part at once must not both start it.
  function inTurn(part: Part, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(part) ?? Promise.resolve()).then(work)
    turns.set(
      part,
      turn.catch(() => undefined),
    )
    return turn
  }
  // What it needs may be down just now.
  async function startAgain(part: Part): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await part.start()
      } catch (error) {
        if (tries >= maxStarts) throw error
        await sleep(pauseMs)
      }
    }
  }
  const watching = Promise.all(parts.map(watch))
  return {
    endedAlone,
    async restart(part, how, downMs) {
      mark(part, 1)
      try {
        await inTurn(part, async () => {
          if (part.isRunning()) await (how === 'stop' ? part.stop() : part.kill(how))
          await sleep(downMs)
          await startAgain(part)
        })
      } finally {
        mark(part, -1)
      }
    },
    async stop() {
      stopped = true
      await watching
    },
  }
}
