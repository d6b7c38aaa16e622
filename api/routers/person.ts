import { z } from 'zod'
import { parties } from '../../domain/roles.ts'
import { listPeople } from '../../services/people/list.ts'
import { router, signedIn } from '../trpc.ts'

export const peopleRouter = router({
  list: signedIn
    .input(z.strictObject({ party: z.enum(parties).optional(), text: z.string().max(100).optional() }).default({}))
    .query(({ ctx, input }) => listPeople({ ctx: ctx.verb, input })),
})
