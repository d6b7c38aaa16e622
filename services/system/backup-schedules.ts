import { asc, eq } from 'drizzle-orm'
import type { BackupKeep, BackupPlan, BackupTimes } from '../../domain/backup.ts'
import type { BackupEngine } from '../../connectors/engine/backups/port.ts'
import type { Database } from '../../db/client.ts'
import { backupSchedules } from '../../db/schema/backup.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'

export type BackupSchedule = typeof backupSchedules.$inferSelect

export const listSchedules = (db: Database): Promise<BackupSchedule[]> =>
  db.system((tx) => tx.select().from(backupSchedules).orderBy(asc(backupSchedules.plan)))

export async function keptCounts(db: Database): Promise<BackupKeep> {
  const schedules = await listSchedules(db)
  const keepOf = (plan: BackupPlan): number => schedules.find((one) => one.plan === plan)?.keep ?? 1
  return { nightly: keepOf('nightly'), weekly: keepOf('weekly') }
}

const timesOf = ({ enabled, weekday, minuteOfDay, keep }: BackupTimes) => ({ enabled, weekday, minuteOfDay, keep })

/** What the administrators want; audited in the organization the person works in. The engine follows. */
export const setSchedule = (ctx: Ctx, plan: BackupPlan, times: BackupTimes): Promise<void> =>
  ctx.db.system(async (tx) => {
    const [before] = await tx.select().from(backupSchedules).where(eq(backupSchedules.plan, plan)).for('update')
    if (!before) throw notFound()
    await tx.update(backupSchedules).set(timesOf(times)).where(eq(backupSchedules.plan, plan))
    writeAudit(tx, ctx, { action: 'backup.schedule', entity: 'backup', entityId: plan, before: timesOf(before), after: timesOf(times) })
  })

/** Makes the engine's schedules what Postgres says is wanted: at a start, after a change, and when the engine lost them. */
export async function alignSchedules(db: Database, engine: BackupEngine): Promise<void> {
  for (const { plan, ...times } of await listSchedules(db)) await engine.ensure(plan, times)
}
