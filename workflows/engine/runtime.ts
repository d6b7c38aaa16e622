import type { Json } from '../../domain/json.ts'
import type { RecordAnswer, RecordRequest, Stored } from '../ports.ts'
import type { EarlierLetters } from './earlier-letters.ts'

/** How an awaited effect ended: a value, an error in words after its tries, or the state was left meanwhile. */
export type CallOutcome =
  | { readonly kind: 'done'; readonly value: Json }
  | { readonly kind: 'failed'; readonly error: string; readonly attempts: number }
  | { readonly kind: 'left' }

/**
 * What the engine needs from its surroundings. Temporal gives it to live processes, the simulator to tests and to
 * made-up history; the engine's code is the same in both.
 */
export interface Runtime {
  /** The process's time, epoch milliseconds. */
  now(): number
  /** Waits until `done()` holds, or until the instant `at`. True when `done()` held. */
  until(done: () => boolean, at?: number): Promise<boolean>
  record(request: RecordRequest): Promise<RecordAnswer>
  load(): Promise<Stored>
  readonly earlierLetters: EarlierLetters
  call(effect: string, input: Json, left: () => boolean): Promise<CallOutcome>
  /** True when the run's history is long enough for a fresh run. */
  shouldContinue(): boolean
}
