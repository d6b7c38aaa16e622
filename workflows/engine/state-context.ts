import type { Json, JsonObject } from '../../domain/json.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { Trouble } from '../ports.ts'
import { StateLeft } from './handlers.ts'
import type { HandlerContext, Move } from './handlers.ts'
import type { Runtime } from './runtime.ts'

/** How long a troubled effect rests between tries, unless somebody asks for one now. */
const retryEveryMs = 5 * 60_000

export interface StateScope {
  readonly runtime: Runtime
  left(): boolean
  snapshot(): Snapshot
  /** Counters of people's «retry now» and «skip». */
  readonly wake: { readonly retries: number; readonly skips: number }
  trouble(trouble: Trouble | null, reason: string | undefined): Promise<void>
}

/** The context of one entry into a state: it dies with the entry. */
export function createStateContext(scope: StateScope): HandlerContext<JsonObject, string> {
  const { runtime, left } = scope

  async function call(effect: string, input: Json): Promise<Json> {
    for (let failures = 0; ; ) {
      const outcome = await runtime.call(effect, input, left)
      if (outcome.kind === 'left' || left()) throw new StateLeft()
      if (outcome.kind === 'done') {
        if (failures > 0) await scope.trouble(null, undefined)
        return outcome.value
      }
      failures += outcome.attempts
      const nextTryAt = runtime.now() + retryEveryMs
      const before = { ...scope.wake }
      await scope.trouble({ effect, error: outcome.error, attempts: failures, nextTryAt }, undefined)
      await runtime.until(() => left() || scope.wake.retries > before.retries || scope.wake.skips > before.skips, nextTryAt)
      if (left()) throw new StateLeft()
      if (scope.wake.skips > before.skips) {
        await scope.trouble(null, 'skipped')
        return null
      }
    }
  }

  function next(): Promise<Move>
  function next(options: { readonly until: number }): Promise<Move | undefined>
  async function next(options?: { readonly until: number }): Promise<Move | undefined> {
    const moved = await runtime.until(left, options?.until)
    // The move is recorded already; the engine ignores what the handler of a left state answers.
    return moved ? { to: scope.snapshot().state } : undefined
  }

  return {
    get data() {
      return scope.snapshot().data
    },
    get plan() {
      return scope.snapshot().plan
    },
    now: () => runtime.now(),
    next,
    go: (to, data, reason) => ({ to, ...(data ? { data } : {}), ...(reason ? { reason } : {}) }),
    call,
  }
}
