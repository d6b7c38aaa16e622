import { z } from 'zod'
import { visitModes } from '../../domain/visit-fields.ts'
import { calendarRange } from '../../services/visit/calendar-range.ts'
import { calendarFeed, issueFeed, revokeFeed } from '../../services/visit/feed-link.ts'
import { dayList } from '../../services/visit/day-list.ts'
import { id, instant, name } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

export const calendarRouter = router({
  range: signedIn
    .input(
      z.strictObject({
        from: instant,
        to: instant,
        reps: z.array(id).max(200).optional(),
        modes: z.array(z.enum(visitModes)).max(visitModes.length).optional(),
        states: z.array(name).max(20).optional(),
      }),
    )
    .query(({ ctx, input }) => calendarRange({ ctx: ctx.verb, input })),

  feed: signedIn.query(({ ctx }) => calendarFeed({ ctx: ctx.verb })),
  /** The address, shown this once; one made before ends. */
  issueFeed: signedIn.mutation(async ({ ctx }) => {
    const { token } = await issueFeed({ ctx: ctx.verb })
    return { url: `${ctx.deps.publicUrl}/feed/${token}.ics` }
  }),
  revokeFeed: signedIn.mutation(({ ctx }) => revokeFeed({ ctx: ctx.verb })),

  /** The reader's own visits of one date. */
  day: signedIn.input(z.strictObject({ date: z.iso.date() })).query(({ ctx, input }) => dayList({ ctx: ctx.verb, input })),
})
