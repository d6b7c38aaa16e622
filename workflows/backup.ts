import { ActivityFailure, ApplicationFailure, proxyActivities, workflowInfo } from '@temporalio/workflow'
import type { BackupKind } from '../domain/backup.ts'
import { noBackupFailure, taskQueues } from './contracts.ts'
import type { BackupPort } from './ports.ts'

// A try may take as long as a large database takes; a worker that died is noticed by its silence. Three tries within
// half a day: after that the next planned one is nearer than a fourth would be.
const { makeBackup } = proxyActivities<Pick<BackupPort, 'makeBackup'>>({
  taskQueue: taskQueues.effects,
  startToCloseTimeout: '6 hours',
  scheduleToCloseTimeout: '12 hours',
  heartbeatTimeout: '1 minute',
  retry: { maximumAttempts: 3, initialInterval: '1 minute', backoffCoefficient: 5 },
})
// One row; tried until Postgres takes it.
const { giveUpBackup } = proxyActivities<Pick<BackupPort, 'giveUpBackup'>>({
  taskQueue: taskQueues.effects,
  startToCloseTimeout: '10 seconds',
})

/** Makes one backup; fails visibly when there is none in the end. */
async function run(kind: BackupKind): Promise<string> {
  const request = { key: workflowInfo().workflowId, kind }
  try {
    const outcome = await makeBackup(request)
    if (outcome.made) return 'made'
    throw ApplicationFailure.nonRetryable(`There is no backup: ${outcome.problem}`, noBackupFailure)
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error
    await giveUpBackup(request)
    throw ApplicationFailure.nonRetryable('There is no backup: no try has finished', noBackupFailure)
  }
}

export const nightlyBackup = (): Promise<string> => run('nightly')
export const weeklyBackup = (): Promise<string> => run('weekly')
export const backupByHand = (): Promise<string> => run('hand')
