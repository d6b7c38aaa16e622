import type { Policy } from './calendar/clock.ts'
import type { JsonObject } from './json.ts'
import type { Label } from './label.ts'
import type { LetterName } from './letters/names.ts'
import type { Party } from './roles.ts'

/** One deadline's clock. Instants are epoch milliseconds; `spentMs` is counted time up to `runningSince`. */
export interface DeadlineClock {
  readonly policy: Policy
  readonly startedAt: number
  readonly spentMs: number
  readonly runningSince: number | null
  readonly metAt: number | null
  readonly dueAt: number | null
  /** A date that a person set by hand, with a reason in the history; it wins over the policy. */
  readonly fixedDueAt: number | null
}
export type Clocks = { readonly [deadline: string]: DeadlineClock }

/** Something that will happen by itself. The workflow only waits for `at`. */
export type PlanItem =
  | {
      readonly key: string
      readonly at: number
      readonly kind: 'move'
      readonly to: string
      readonly reason: Label
      readonly send?: LetterName
      readonly set?: JsonObject
    }
  | {
      readonly key: string
      readonly at: number
      readonly kind: 'remind'
      readonly party: Party
      readonly send?: LetterName
      readonly say?: Label
    }
  | {
      readonly key: string
      readonly at: number
      readonly kind: 'deadline'
      readonly deadline: string
      readonly share: 50 | 80 | 100
      readonly dueAt: number
    }

export type Opens = { readonly [action: string]: number }

/** All a workflow must know to drive a process, and what Postgres keeps of it. A workflow can start from one. */
export interface Snapshot {
  readonly state: string
  /** The number of the last record. */
  readonly seq: number
  /** The record that entered the state; a move from a state to itself does not change it. */
  readonly enteredSeq: number
  readonly enteredAt: number
  /** The last record that moved or edited the process: a screen that saw less is stale. */
  readonly movedSeq: number
  readonly data: JsonObject
  readonly assigneeId: string | null
  readonly clocks: Clocks
  readonly plan: readonly PlanItem[]
  /** Keys of plan items that have fired. */
  readonly fired: readonly string[]
  /** Actions of the state that are not taken before an instant, epoch milliseconds; missing in what is older than they are. */
  readonly opens?: Opens
}
