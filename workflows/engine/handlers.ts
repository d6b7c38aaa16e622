import type { Json, JsonObject } from '../../domain/json.ts'
import type { Label } from '../../domain/label.ts'
import type { DataOf, NextOf, ProcessDefinition, StateOf } from '../../domain/process.ts'
import type { PlanItem } from '../../domain/snapshot.ts'

/** A move out of a state. Only states that the definition declares as next can be named. */
export interface Move<To extends string = string> {
  readonly to: To
  readonly data?: JsonObject
  readonly reason?: Label
}

/** All that a state's handler may use; nothing else is deterministic in both the engine and the simulator. */
export interface HandlerContext<Data, To extends string> {
  readonly data: Data
  readonly plan: readonly PlanItem[]
  /** The process's time, epoch milliseconds. */
  now(): number
  /** The move that ended the state: a person's action, a deadline. `undefined` when `until` passes first. */
  next(): Promise<Move<To>>
  next(options: { readonly until: number }): Promise<Move<To> | undefined>
  /** A move of the process's own. */
  go(to: To, data?: JsonObject, reason?: Label): Move<To>
  /** An effect the state waits for. It is tried until it succeeds or a person skips it, which answers `null`. */
  call(effect: string, input: Json): Promise<Json>
}

// A method's type, so that a handler for one state is accepted where any state's handler is kept.
type StateHandler<Context, To extends string> = { handle(context: Context): Promise<Move<To>> }['handle']

export type Handlers<P extends ProcessDefinition> = {
  readonly [S in StateOf<P>]?: StateHandler<HandlerContext<DataOf<P>, NextOf<P, S>>, NextOf<P, S>>
}
export type AnyHandlers = { readonly [state: string]: StateHandler<HandlerContext<JsonObject, string>, string> | undefined }

/** Thrown inside a handler whose state was left, or whose run makes way for a fresh one. Never caught by handlers. */
export class StateLeft extends Error {
  override readonly name = 'StateLeft'
}
