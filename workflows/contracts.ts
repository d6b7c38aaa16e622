import type { BackupKind, BackupPlan } from '../domain/backup.ts'
import type { ActRequest, Refusal } from '../domain/decide.ts'
import type { Snapshot } from '../domain/snapshot.ts'

/** Workflows and their local activities run here; everything that reaches outside runs on `effects`. */
export const taskQueues = { processes: 'processes', effects: 'effects' } as const
export const searchAttributes = { kind: 'VekhaKind', tenant: 'VekhaTenant' } as const

/** The workflow of a process: one id for its whole life, whatever runs and versions it goes through. */
export const processWorkflowId = (processId: string): string => `process/${processId}`
export const canaryWorkflowId = (instance: string): string => `canary/${instance}`

/** The one workflow that keeps the heartbeat of both stores, and where its description shows the last beat. */
export const pulseWorkflowId = 'pulse'
export const pulseMemo = 'beat'
/** The workflow of a backup: of a plan (the engine adds the time it was planned for), or of what a person asked for by hand. */
export const backupWorkflowId = (planOrId: string): string => `backup/${planOrId}`
export const backupScheduleId = (plan: BackupPlan): string => `backup-${plan}`
/** Workflow types by what the backup is for. */
export const backupWorkflows = {
  nightly: 'nightlyBackup',
  weekly: 'weeklyBackup',
  hand: 'backupByHand',
} as const satisfies Readonly<Record<BackupKind, string>>
/** The failure type of a backup workflow that made none. */
export const noBackupFailure = 'NoBackup'

export const actUpdate = 'act'
export const snapshotQuery = 'snapshot'
/** The failure type under which a validator reports a refusal; its only detail is an `ActAnswer`. */
export const refusedFailure = 'Refused'

/** The failure type of a request that comes between two runs: the same request is asked again. */
export const makesWayFailure = 'MakesWay'

/** What a process's workflow starts from. It carries no personal data beyond what its snapshot needs. */
export interface ProcessInput {
  readonly tenantId: string
  readonly processId: string
  readonly kind: string
  readonly snapshot: Snapshot
  /** Of a run begun before letters were sent from their rows: those it waits for. Empty now. */
  readonly pending: readonly string[]
  /** The process bears a mark of trouble, which the next success of its handler clears. */
  readonly troubled?: boolean
  /** A request is on its way: an ended process stays a while to answer it. */
  readonly awaited?: boolean
}

/** What the pulse goes on from: the last beat that both stores are known to hold; 0 for an engine that knows none. */
export interface PulseInput {
  readonly beat: number
  /** The workflow's time of that beat, epoch milliseconds. */
  readonly beatAt?: number | undefined
}

/** A request to the one door of a process. The request id decides whether it is a repeat. */
export interface ActUpdate extends ActRequest {
  readonly requestId: string
  /** Of what the asker sent, so that a repeat is told from another request under the same id. */
  readonly inputHash: string
  /** The last record that Postgres held when it was asked: a workflow that is behind, because a crash took an update from it, reads first. */
  readonly known?: number
}
export type ActAnswer =
  | { readonly ok: true; readonly state: string; readonly seq: number }
  | { readonly ok: false; readonly refusal: Refusal; readonly state: string; readonly seq: number }
