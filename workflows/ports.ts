import type { BackupKind, BackupProblem } from '../domain/backup.ts'
import type { Actor } from '../domain/actor.ts'
import type { Change } from '../domain/decide.ts'
import type { JsonObject, Json } from '../domain/json.ts'
import type { PlanItem, Snapshot } from '../domain/snapshot.ts'
import type { Label } from '../domain/label.ts'

/**
 * What one record writes. `trouble` marks the process, `null` clears the mark, and so does leaving the state; neither
 * `trouble` nor a fired reminder makes a screen stale, so `movedSeq` stays.
 */
export type RecordMove =
  | { readonly kind: 'act'; readonly change: Change }
  | { readonly kind: 'fire'; readonly item: PlanItem }
  | { readonly kind: 'go'; readonly to: string; readonly data: JsonObject; readonly reason?: Label }
  | { readonly kind: 'trouble'; readonly trouble: Trouble | null; readonly reason: string | undefined }

/** An awaited effect that keeps failing: what, the last error in words, and when it is tried again. */
export interface Trouble {
  readonly effect: string
  readonly error: string
  readonly attempts: number
  readonly nextTryAt: number
}

export interface RecordRequest {
  readonly tenantId: string
  readonly processId: string
  readonly kind: string
  /** The snapshot the workflow decided on; the new seq is one more than its seq. */
  readonly before: Snapshot
  readonly requestId: string
  /** Of what was asked; empty for what the process does by itself. */
  readonly inputHash: string
  /** The workflow's time of the move, epoch milliseconds. */
  readonly at: number
  readonly actor: Actor
  readonly move: RecordMove
}

/** Values, not errors: only the unexpected throws, and is tried without limit. */
export type RecordAnswer =
  | {
      /**
       * `repeat`: the request was recorded before; `taken`: another request holds this seq. Both carry what Postgres holds now.
       */
      readonly kind: 'written' | 'repeat' | 'taken'
      readonly snapshot: Snapshot
      /** Letters for the workflow to wait for, in records of before letters were sent from their rows. */
      readonly messages?: readonly string[]
      /** State and seq right after the request's own record. */
      readonly state: string
      readonly seq: number
    }
  | { readonly kind: 'refused'; readonly reason: string; readonly offers: readonly Json[] }

export interface Stored {
  readonly snapshot: Snapshot
  /** As in a record's answer. */
  readonly messages?: readonly string[]
}

/** Local activities: one transaction each on the business database. */
export interface RecordPort {
  record(request: RecordRequest): Promise<RecordAnswer>
  /** What Postgres holds of a process now. */
  load(process: { readonly tenantId: string; readonly processId: string }): Promise<Stored>
}

/** One beat of the heartbeat; instants are the workflow's, epoch milliseconds. */
export interface Beat {
  readonly next: number
  readonly at: number
  readonly since?: number | undefined
}

/** The heartbeat's local activity. */
export interface PulsePort {
  /**
   * Counts the beat in the database and answers the beat that it holds now: `next`; a later one where the database knows more
   * than the engine; an earlier one, and nothing was written, where it knows less. `since`: when the engine's last beat was.
   */
  beat(pulse: Beat): Promise<number>
}

/** How a letter ended. */
export type DeliveryOutcome = 'sent' | 'rejected' | 'skipped'

/** What runs begun before letters were sent from their rows ask for; it throws while the letter waits, and is asked again. */
export interface MessagePort {
  deliver(message: { readonly tenantId: string; readonly messageId: string }): Promise<DeliveryOutcome>
  skip(message: { readonly tenantId: string; readonly messageId: string; readonly reason: string }): Promise<void>
}

/** Effects that a state's handler awaits, by name; each implementation enforces its own business key. */
export interface EffectPort {
  perform(effect: { readonly tenantId: string; readonly processId: string; readonly effect: string; readonly input: Json }): Promise<Json>
}

/** One backup, under the key of what it is made for. */
export interface BackupRequest {
  readonly key: string
  readonly kind: BackupKind
}
/** Backups of the whole installation; how one ended is kept in Postgres. */
export interface BackupPort {
  /** Makes the backup of this key, unless there is a good one. What was not made is a value; only the unexpected throws. */
  makeBackup(request: BackupRequest): Promise<{ readonly made: true } | { readonly made: false; readonly problem: BackupProblem }>
  /** Keeps that no try has made it. */
  giveUpBackup(request: BackupRequest): Promise<void>
}
