import { z } from 'zod'
import { durationMinutes, visitModes } from '../../domain/visit-fields.ts'
import { findSlots } from '../../services/visit/find-slots.ts'
import { lookAtAgreed } from '../../services/visit/look-at-agreed.ts'
import { lookAtTime } from '../../services/visit/look-at-time.ts'
import { id, instant } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const minutes = z.int().min(durationMinutes.min).max(durationMinutes.max)

export const bookingRouter = router({
  agreed: signedIn
    .input(z.strictObject({ contactId: id.optional(), repId: id, mode: z.enum(visitModes), startsAt: instant, durationMinutes: minutes }))
    .query(({ ctx, input }) => lookAtAgreed({ ctx: ctx.verb, input })),
  lookAtTime: signedIn
    .input(z.strictObject({ startsAt: instant, contactId: id.optional(), repId: id.optional(), visitId: id.optional() }))
    .query(({ ctx, input }) => lookAtTime({ ctx: ctx.verb, input })),
  slots: signedIn
    .input(
      z.strictObject({
        repId: id,
        contactId: id.optional(),
        mode: z.enum(visitModes),
        durationMinutes: minutes,
        from: instant.optional(),
        except: id.optional(),
      }),
    )
    .query(({ ctx, input }) => findSlots({ ctx: ctx.verb, input })),
})
