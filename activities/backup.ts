import { ApplicationFailure, Context } from '@temporalio/activity'
import type { BackupMaker } from '../connectors/backup/port.ts'
import type { Database } from '../db/client.ts'
import { abandonRun, beginRun, endRun, isMade } from '../services/system/backup-runs.ts'
import { keptCounts } from '../services/system/backup-schedules.ts'
import type { BackupPort } from '../workflows/ports.ts'

export interface BackupDeps {
  readonly db: Database
  readonly maker: BackupMaker
  /** Hears of each backup that was not made. */
  readonly onFailed: (error: Error) => void
}

const heartbeatEveryMs = 5_000
/** These pass by themselves. */
const passing = ['busy', 'noDatabase', 'interrupted'] as const

/** Called again for a key whose backup is good, it makes none. */
export const createBackupActivities = ({ db, maker, onFailed }: BackupDeps): BackupPort => ({
  async makeBackup(request) {
    if (await isMade(db, request.key)) return { made: true }
    const { heartbeat, cancellationSignal: signal } = Context.current()
    const beats = setInterval(() => heartbeat(), heartbeatEveryMs)
    let begun = Promise.resolve()
    const onPhase = (phase: string): void => {
      if (phase !== 'started') return
      begun = beginRun(db, request, new Date())
      // Told below, once the program has ended.
      begun.catch(() => undefined)
    }
    const outcome = await maker
      .make({ kind: request.kind, keep: await keptCounts(db) }, { signal, onPhase })
      .finally(() => clearInterval(beats))
    await begun
    if (outcome.ok) {
      await endRun(db, request, outcome, new Date())
      return { made: true }
    }
    onFailed(new Error(`A backup was not made (${outcome.problem}): ${outcome.detail}`))
    if (passing.some((one) => one === outcome.problem)) throw ApplicationFailure.retryable(outcome.problem, 'NoBackupYet')
    await endRun(db, request, outcome, new Date())
    return { made: false, problem: outcome.problem }
  },
  giveUpBackup: (request) => abandonRun(db, request, 'interrupted', new Date()),
})
