import { z } from 'zod'
import { listNotifications, markRead } from '../../services/notifications/read.ts'
import { instant } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

export const notificationRouter = router({
  list: signedIn
    .input(
      z
        .strictObject({
          unread: z.boolean().optional(),
          cursor: z.string().min(1).max(400).optional(),
          limit: z.int().min(1).max(200).optional(),
        })
        .default({}),
    )
    .query(({ ctx, input }) => listNotifications({ ctx: ctx.verb, input })),
  read: signedIn
    .input(
      z.strictObject({
        ids: z.union([z.literal('all'), z.array(z.guid()).max(500)]).optional(),
        processId: z.guid().optional(),
        until: instant.optional(),
      }),
    )
    .mutation(({ ctx, input }) => {
      const { ids, ...rest } = input
      return markRead({ ctx: ctx.verb, input: { ...rest, ids: ids === 'all' ? undefined : ids } })
    }),
})
