import { z } from 'zod'
import { watchExtents } from '../../domain/watching.ts'
import { listWatchers, setWatch } from '../../services/watchers/watch.ts'
import { id } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

export const watchRouter = router({
  list: signedIn.input(z.strictObject({ id })).query(({ ctx, input }) => listWatchers({ ctx: ctx.verb, input })),
  /** `extent: null` ends it; `userId` is for managers, who may add and remove others. */
  set: signedIn
    .input(z.strictObject({ id, extent: z.enum(watchExtents).nullable(), userId: id.optional() }))
    .mutation(({ ctx, input }) => setWatch({ ctx: ctx.verb, input })),
})
