import type { BackupPlan, BackupTimes } from '../../../domain/backup.ts'

/** What the engine plans of its own accord. */
export interface PlannedBackup {
  readonly plan: BackupPlan
  /** Null while it is paused, and when nothing more is planned. */
  readonly nextAt: Date | null
}

/** The engine's schedules of backups, and its workflow that makes one. Every call ends within its deadline. */
export interface BackupEngine {
  /** Makes the engine's schedule what is wanted, where it is not so yet. @throws when the engine can't be reached */
  ensure(plan: BackupPlan, wanted: BackupTimes): Promise<void>
  /** What is planned; a plan that the engine does not know yet is missing. @throws when the engine can't be reached */
  planned(): Promise<readonly PlannedBackup[]>
  /** Starts the workflow of a backup by hand; one that was started before is left alone. @throws when the engine can't be reached */
  start(id: string): Promise<void>
}
