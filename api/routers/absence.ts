import { z } from 'zod'
import { absenceAssignments } from '../../domain/absence.ts'
import { endAbsence, setAbsence } from '../../services/absences/change.ts'
import { listAbsences } from '../../services/absences/list.ts'
import { id, instant, words } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

export const absenceRouter = router({
  list: signedIn.query(({ ctx }) => listAbsences({ ctx: ctx.verb })),
  /** `userId` is for managers, who may set it for others. */
  set: signedIn
    .input(
      z.strictObject({
        userId: id.optional(),
        fromAt: instant,
        toAt: instant,
        delegateId: id.nullable(),
        assignments: z.enum(absenceAssignments),
        reason: words(200).default(''),
      }),
    )
    .mutation(({ ctx, input }) => setAbsence({ ctx: ctx.verb, input })),
  end: signedIn.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
    await endAbsence({ ctx: ctx.verb, input })
    return { ok: true }
  }),
})
