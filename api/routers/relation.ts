import { z } from 'zod'
import { relationEnds, relationKinds } from '../../domain/relations.ts'
import { addRelation, removeRelation } from '../../services/relations/change.ts'
import { listRelations } from '../../services/relations/read.ts'
import { id, words } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const done = { ok: true } as const

export const relationRouter = router({
  list: signedIn.input(z.strictObject({ id })).query(({ ctx, input }) => listRelations({ ctx: ctx.verb, input })),
  add: signedIn
    .input(z.strictObject({ id, number: words(40), kind: z.enum(relationKinds), end: z.enum(relationEnds) }))
    .mutation(async ({ ctx, input }) => {
      await addRelation({ ctx: ctx.verb, input })
      return done
    }),
  remove: signedIn.input(z.strictObject({ id, relationId: id })).mutation(async ({ ctx, input }) => {
    await removeRelation({ ctx: ctx.verb, input })
    return done
  }),
})
