import { z } from 'zod'
import { isJsonObject } from '../../domain/json.ts'
import type { JsonObject } from '../../domain/json.ts'
import { roles } from '../../domain/roles.ts'
import { viewSharings } from '../../domain/view-sharing.ts'
import { changeView, listViews, removeView, saveView } from '../../services/views/views.ts'
import { name as kind } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const query = z.custom<JsonObject>(isJsonObject)

export const viewRouter = router({
  save: signedIn
    .input(z.strictObject({ kind, name: z.string().min(1).max(200), query }))
    .mutation(({ ctx, input }) => saveView({ ctx: ctx.verb, input })),
  list: signedIn
    .input(z.strictObject({ kind: kind.optional() }).default({}))
    .query(({ ctx, input }) => listViews({ ctx: ctx.verb, input })),
  change: signedIn
    .input(
      z.strictObject({
        id: z.guid(),
        name: z.string().min(1).max(200).optional(),
        query: query.optional(),
        sharing: z.enum(viewSharings).optional(),
        sharedWith: z.array(z.enum(roles)).max(roles.length).optional(),
      }),
    )
    .mutation(({ ctx, input }) => changeView({ ctx: ctx.verb, input })),
  remove: signedIn.input(z.strictObject({ id: z.guid() })).mutation(async ({ ctx, input }) => {
    await removeView({ ctx: ctx.verb, input })
    return { ok: true }
  }),
})
