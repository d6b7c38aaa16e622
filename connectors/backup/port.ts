import type { BackupKeep, BackupKind, BackupProblem } from '../../domain/backup.ts'

export interface BackupOrder {
  readonly kind: BackupKind
  readonly keep: BackupKeep
}
/** What was made, and which good ones are on the disk now. */
export interface GoodBackup {
  readonly ok: true
  readonly name: string
  readonly sizeBytes: number
  readonly content: { readonly databases: number; readonly tables: number; readonly rows: number; readonly remarks: readonly string[] }
  readonly kept: readonly string[]
}
/** Nothing was made; nothing that was there has changed. */
export interface NoBackup {
  readonly ok: false
  readonly problem: BackupProblem
  /** In words for whoever mends it. */
  readonly detail: string
}
export type BackupOutcome = GoodBackup | NoBackup

/** Makes backups of the whole installation. */
export interface BackupMaker {
  /**
   * Makes one and answers how it ended. `onPhase` hears what is being done; the first one comes when no other backup
   * can be under way. Aborting the signal ends it and leaves nothing behind that is taken for a backup.
   */
  make(order: BackupOrder, watch: { readonly signal: AbortSignal; readonly onPhase: (phase: string) => void }): Promise<BackupOutcome>
}
