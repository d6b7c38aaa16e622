import type { AnyFormValues } from '../../../domain/form.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Label } from '../../../domain/label.ts'
import type { Party } from '../../../domain/roles.ts'
import type { Clocks, PlanItem } from '../../../domain/snapshot.ts'
import type { Person } from '../form/people-source.ts'

export interface Trouble {
  readonly effect: string
  readonly error: string
  readonly attempts: number
  readonly nextTryAt: number
}

/** A process as a row of a list. */
export interface ProcessRow {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly title: string
  readonly state: string
  readonly seq: number
  readonly waitsFor: Party | null
  readonly waitsSince: string
  readonly dueAt: string | null
  readonly nextStep: PlanItem | null
  readonly assignee: Person | null
  readonly priority: string
  readonly trouble: Trouble | null
  readonly startedAt: string
  readonly enteredAt: string
  readonly changedAt: string
  readonly endedAt: string | null
}

export interface FileLink {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
}

/** A stay in a state, for the path walked. */
export interface Stay {
  readonly state: string
  readonly fromAt: string
  readonly toAt: string | null
  readonly by: string
}

/** Milliseconds charged to one party, by working time or not. */
export interface TimeShare {
  readonly party: Party
  readonly working: boolean
  readonly spentMs: number
}

/** A process as its page shows it. */
export interface ProcessDetail extends ProcessRow {
  readonly data: JsonObject
  readonly movedSeq: number
  readonly clocks: Clocks
  readonly plan: readonly PlanItem[]
  readonly path: readonly Stay[]
  readonly times: readonly TimeShare[]
  readonly files: readonly FileLink[]
  readonly requester: { readonly name: string; readonly email: string; readonly others: readonly ProcessRow[] } | null
}

/** One entry of a process's stream: a record of the engine, or words. */
export type StreamItem =
  | {
      readonly id: string
      readonly type: 'event'
      readonly seq: number
      readonly kind: 'start' | 'act' | 'fire' | 'go' | 'trouble'
      readonly name: string
      readonly fromState: string | null
      readonly toState: string
      readonly at: string
      readonly dwellMs: number | null
      readonly actorName: string
      readonly form: AnyFormValues
      readonly reason: string | null
      readonly because: Label | null
    }
  | {
      readonly id: string
      readonly type: 'message'
      readonly kind: 'in' | 'out' | 'note'
      readonly channel: 'mail' | 'console' | 'form' | 'phone' | 'link'
      readonly authorName: string
      readonly body: string
      readonly at: string
      readonly files: readonly FileLink[]
      readonly delivery: { readonly status: 'pending' | 'sent' | 'rejected' | 'skipped'; readonly toAddress: string; readonly lastError: string | null } | null
    }
