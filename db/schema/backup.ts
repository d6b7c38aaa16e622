import { bigint, boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { backupKinds, backupPlans, backupProblems, backupStatuses } from '../../domain/backup.ts'
import type { Weekday } from '../../domain/backup.ts'
import { at, id } from './column.ts'

// Backups belong to the installation, not to an organization: only the system's role sees these tables.

/** When backups are made by themselves, as the administrators want it; the engine's schedules follow. */
export const backupSchedules = pgTable('backup_schedules', {
  plan: text('plan', { enum: backupPlans }).primaryKey(),
  enabled: boolean('enabled').notNull(),
  weekday: integer('weekday').$type<Weekday>(),
  minuteOfDay: integer('minute_of_day').notNull(),
  keep: integer('keep').notNull(),
})

/** What a good backup held, counted on its trial restore. */
export interface BackupContent {
  readonly databases: number
  readonly tables: number
  readonly rows: number
  /** What the installation itself suffered from at that time. */
  readonly remarks: readonly string[]
}

/** Every backup that was made or tried. */
export const backupRuns = pgTable(
  'backup_runs',
  {
    id: id(),
    /** What it was made for: the schedule and its time, or what a person asked. The same one again is the same backup. */
    key: text('key').notNull().unique(),
    kind: text('kind', { enum: backupKinds }).notNull(),
    status: text('status', { enum: backupStatuses }).notNull(),
    askedAt: at('asked_at').notNull(),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    /** Of its directory. */
    name: text('name'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    content: jsonb('content').$type<BackupContent>(),
    problem: text('problem', { enum: backupProblems }),
    /** The problem in the program's own words. */
    detail: text('detail'),
    /** Newer ones took its place on the disk. */
    removedAt: at('removed_at'),
  },
  (t) => [index('backup_runs_asked').on(t.askedAt.desc())],
)
