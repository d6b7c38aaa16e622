/** When a backup is made by itself. */
export const backupPlans = ['nightly', 'weekly'] as const
export type BackupPlan = (typeof backupPlans)[number]

/** What a backup was made for; each is kept in a number of its own, those made by hand in the number of the nightly ones. */
export const backupKinds = [...backupPlans, 'hand'] as const
export type BackupKind = (typeof backupKinds)[number]

export const backupStatuses = ['waiting', 'running', 'good', 'failed'] as const
export type BackupStatus = (typeof backupStatuses)[number]

/** The times of the plans are told in this zone, whatever the calendars of the organizations say. */
export const backupZone = 'Europe/Moscow'

/** 1 is Monday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
export type Weekday = (typeof weekdays)[number]

export interface BackupTimes {
  readonly enabled: boolean
  /** Every day when null. */
  readonly weekday: Weekday | null
  /** Since midnight in `backupZone`. */
  readonly minuteOfDay: number
  /** How many good ones are kept. */
  readonly keep: number
}

/** How many of each kind are kept. */
export type BackupKeep = Readonly<Record<BackupPlan, number>>

/** Of Postgres's advisory lock on the product's database, held while a backup is made. */
export const backupLockKey = 720_432

/** Why there is no backup; each has words that say what to do. */
export const backupProblems = [
  'noTools',
  'noRights',
  'noDatabase',
  'noDirectory',
  'noSpace',
  'busy',
  'notWhole',
  'auditBroken',
  'interrupted',
  'unknown',
] as const
export type BackupProblem = (typeof backupProblems)[number]
