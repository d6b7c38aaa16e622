import { z } from 'zod'
import { claim, release } from '../../services/inbox/claim.ts'
import { listInbox } from '../../services/inbox/list.ts'
import { menuCounts } from '../../services/inbox/menu-counts.ts'
import { inboxScopes } from '../../services/inbox/whose.ts'
import { name } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const task = z.strictObject({ id: z.guid() })

export const inboxRouter = router({
  list: signedIn
    .input(
      z
        .strictObject({
          scope: z.enum(inboxScopes).optional(),
          kind: name.optional(),
          cursor: z.string().min(1).max(400).optional(),
          limit: z.int().min(1).max(200).optional(),
        })
        .default({}),
    )
    .query(({ ctx, input }) => listInbox({ ctx: ctx.verb, input })),
  counts: signedIn.query(({ ctx }) => menuCounts({ ctx: ctx.verb })),
  claim: signedIn.input(task).mutation(({ ctx, input }) => claim({ ctx: ctx.verb, input })),
  release: signedIn.input(task).mutation(({ ctx, input }) => release({ ctx: ctx.verb, input })),
})
