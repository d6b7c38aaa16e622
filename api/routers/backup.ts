import { z } from 'zod'
import { backupPlans, weekdays } from '../../domain/backup.ts'
import { listBackups, setBackupSchedule, startBackup } from '../../services/admin/backups.ts'
import { installationAdministrators } from '../../services/admin/rights.ts'
import { router, withRoles } from '../trpc.ts'

const administrator = withRoles(...installationAdministrators)

/** Backups of the whole installation, for those who look after it. */
export const backupRouter = router({
  list: administrator.query(({ ctx }) => listBackups({ ctx: ctx.verb, backups: ctx.deps.backups })),
  set: administrator
    .input(
      z.strictObject({
        plan: z.enum(backupPlans),
        enabled: z.boolean(),
        weekday: z.literal(weekdays).nullable(),
        minuteOfDay: z.int().min(0).max(1_439),
        keep: z.int().min(1).max(365),
      }),
    )
    .mutation(({ ctx, input }) => setBackupSchedule({ ctx: ctx.verb, backups: ctx.deps.backups, input })),
  /** Makes one now; its row is in the list at once. */
  start: administrator.mutation(({ ctx }) => startBackup({ ctx: ctx.verb, backups: ctx.deps.backups })),
})
