import { z } from 'zod'
import { coachingReplies, longestCoaching, longestCriterion, mostCriteria, scoreScale } from '../../domain/coaching.ts'
import { replyToCoaching, writeCoaching } from '../../services/coaching/note.ts'
import { observe } from '../../services/coaching/observe.ts'
import { readCoaching } from '../../services/coaching/read.ts'
import { id, words } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const text = words(longestCoaching)
const score = z.strictObject({ criterion: z.string().max(longestCriterion), score: z.int().min(scoreScale.min).max(scoreScale.max) })

/** Sitting in on visits, and the notes on them. */
export const coachingRouter = router({
  get: signedIn.input(z.strictObject({ id })).query(({ ctx, input }) => readCoaching({ ctx: ctx.verb, input })),
  /** `userId` is for whose visit it is and for managers, who may ask others. */
  observe: signedIn
    .input(z.strictObject({ id, observes: z.boolean(), userId: id.optional() }))
    .mutation(({ ctx, input }) => observe({ ctx: ctx.verb, input })),
  write: signedIn
    .input(z.strictObject({ id, strengths: text, improve: text, scores: z.array(score).max(mostCriteria) }))
    .mutation(({ ctx, input }) => writeCoaching({ ctx: ctx.verb, input })),
  reply: signedIn
    .input(z.strictObject({ id, observerId: id, reply: z.enum(coachingReplies) }))
    .mutation(({ ctx, input }) => replyToCoaching({ ctx: ctx.verb, input })),
})
