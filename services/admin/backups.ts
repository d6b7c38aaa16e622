import type { BackupPlan, BackupTimes } from '../../domain/backup.ts'
import type { BackupEngine, PlannedBackup } from '../../connectors/engine/backups/port.ts'
import { newId } from '../../db/id.ts'
import { backupWorkflowId } from '../../workflows/contracts.ts'
import type { Ctx } from '../context.ts'
import { Problem, wrongField } from '../problem.ts'
import { abandonRun, askForRun, listRuns } from '../system/backup-runs.ts'
import type { BackupRun } from '../system/backup-runs.ts'
import { listSchedules, setSchedule } from '../system/backup-schedules.ts'
import type { BackupSchedule } from '../system/backup-schedules.ts'
import { installationAdministrators, requireRole } from './rights.ts'

interface Asked {
  readonly ctx: Ctx
  readonly backups: BackupEngine
}

export interface ListedSchedule extends BackupSchedule {
  /** By the engine; null while it is off. Undefined when the engine does not say. */
  readonly nextAt: Date | null | undefined
}
export interface ListedBackups {
  readonly schedules: readonly ListedSchedule[]
  readonly runs: readonly Omit<BackupRun, 'key' | 'removedAt'>[]
  /** False when the engine did not answer. */
  readonly engineAnswers: boolean
}

const shownRun = ({ key: _key, removedAt: _removedAt, ...run }: BackupRun) => run

/** The installation's backups and when the next ones are made. @throws Problem Forbidden */
export async function listBackups({ ctx, backups }: Asked): Promise<ListedBackups> {
  requireRole(ctx, installationAdministrators)
  const planned: readonly PlannedBackup[] | undefined = await backups.planned().catch(() => undefined)
  const [schedules, runs] = await Promise.all([listSchedules(ctx.db), listRuns(ctx.db)])
  return {
    schedules: schedules.map((one) => ({ ...one, nextAt: planned?.find(({ plan }) => plan === one.plan)?.nextAt })),
    runs: runs.map(shownRun),
    engineAnswers: planned !== undefined,
  }
}

/**
 * Changes when backups are made and how many are kept. Answers whether the engine knows already; else the workers tell
 * it within a minute. @throws Problem Forbidden, BadInput
 */
export async function setBackupSchedule({
  ctx,
  backups,
  input,
}: Asked & { readonly input: BackupTimes & { readonly plan: BackupPlan } }): Promise<{ readonly known: boolean }> {
  requireRole(ctx, installationAdministrators)
  const { plan, ...times } = input
  if ((plan === 'nightly') !== (times.weekday === null)) {
    const message = { ru: 'День недели есть только у еженедельной копии', en: 'Only the weekly backup has a day of the week' }
    throw wrongField('weekday', message)
  }
  await setSchedule(ctx, plan, times)
  const known = await backups.ensure(plan, times).then(
    () => true,
    () => false,
  )
  return { known }
}

/** Starts a backup now. @throws Problem Forbidden, Conflict while one is made, Unavailable when the engine does not answer */
export async function startBackup({ ctx, backups }: Asked): Promise<{ readonly id: string }> {
  requireRole(ctx, installationAdministrators)
  const id = newId()
  const key = backupWorkflowId(id)
  await askForRun(ctx, { id, key })
  try {
    await backups.start(id)
  } catch (cause) {
    await abandonRun(ctx.db, { key, kind: 'hand' }, 'interrupted', ctx.now)
    const label = {
      ru: 'Движок процессов не отвечает, копия не начата. Попробуйте через минуту или сделайте её командой `npm run backup`.',
      en: 'The process engine does not answer, no backup was started. Try again in a minute, or make one with `npm run backup`.',
    }
    throw new Problem('Unavailable', label, { cause })
  }
  return { id }
}
