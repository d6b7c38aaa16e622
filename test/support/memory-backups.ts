import { backupPlans } from '../../domain/backup.ts'
import type { BackupPlan, BackupTimes } from '../../domain/backup.ts'
import type { BackupEngine } from '../../connectors/engine/backups/port.ts'

/** An engine that only remembers what it was told, for suites that are not about it. */
export interface MemoryBackups extends BackupEngine {
  readonly wanted: Map<BackupPlan, BackupTimes>
  readonly started: string[]
  /** From now on it can't be reached, or can again. */
  answers: boolean
}

export function memoryBackups(): MemoryBackups {
  const wanted = new Map<BackupPlan, BackupTimes>()
  const reach = async (): Promise<void> => {
    if (!engine.answers) throw new Error('The engine does not answer')
  }
  const engine: MemoryBackups = {
    wanted,
    started: [],
    answers: true,
    async ensure(plan, times) {
      await reach()
      wanted.set(plan, times)
    },
    async planned() {
      await reach()
      return backupPlans.map((plan) => ({ plan, nextAt: null }))
    },
    async start(id) {
      await reach()
      engine.started.push(id)
    },
  }
  return engine
}
