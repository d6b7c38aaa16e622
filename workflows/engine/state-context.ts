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
  /** True while the process bears the mark of trouble. */
  troubled(): boolean
  trouble(trouble: Trouble | null, reason: string | undefined): Promise<void>
}

/** The context of one entry into a state: it dies with the entry. */
export function createStateContext(scope: StateScope): HandlerContext<JsonObject, string> {
  const { runtime, left } = scope

  async function call(effect: string, input: Json): Promise<Json> {
    for (let failures = 0, skips = 0; ;) {
      // Only who saw the trouble can have meant it by a skip.
      const skipped = (): boolean => failures > 0 && scope.wake.skips > skips
      const { retries } = scope.wake
      if (left()) throw new StateLeft()
      const outcome = await runtime.call(effect, input, () => left() || skipped())
      if (left()) throw new StateLeft()
      if (outcome.kind === 'done') {
        if (scope.troubled()) await scope.trouble(null, undefined)
        return outcome.value
      }
      if (outcome.kind === 'failed') {
        if (failures === 0) ({ skips } = scope.wake)
        failures += outcome.attempts
        const nextTryAt = runtime.now() + retryEveryMs
        await scope.trouble({ effect, error: outcome.error, attempts: failures, nextTryAt }, undefined)
        await runtime.until(() => left() || skipped() || scope.wake.retries > retries, nextTryAt)
        if (left()) throw new StateLeft()
      }
      if (skipped()) {
        await scope.trouble(null, 'skipped')
        return null
      }
    }
  }

  function next(): Promise<Move>
  function next(options: { readonly until: number }): Promise<Move | undefined>
  async function next(options?: { readonly until: number }): Promise<Move | undefined> {
    // A handler that goes round again after its state was left must not spin.
    if (left()) throw new StateLeft()
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
