import { z } from 'zod'
import { durationMinutes, visitModes } from '../../domain/visit-fields.ts'
import { findSlots } from '../../services/visit/find-slots.ts'
import { lookAtTime } from '../../services/visit/look-at-time.ts'
import { contactBudget } from '../../services/visit/plans/allowance.ts'
import { id, instant } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

export const bookingRouter = router({
  budget: signedIn.input(z.strictObject({ contactId: id, at: instant })).query(({ ctx, input }) => contactBudget({ ctx: ctx.verb, input })),
  lookAtTime: signedIn
    .input(z.strictObject({ startsAt: instant, contactId: id.optional(), repId: id.optional(), visitId: id.optional() }))
    .query(({ ctx, input }) => lookAtTime({ ctx: ctx.verb, input })),
  slots: signedIn
    .input(
      z.strictObject({
        repId: id,
        contactId: id.optional(),
        mode: z.enum(visitModes),
        durationMinutes: z.int().min(durationMinutes.min).max(durationMinutes.max),
        from: instant.optional(),
        except: id.optional(),
      }),
    )
    .query(({ ctx, input }) => findSlots({ ctx: ctx.verb, input })),
})
