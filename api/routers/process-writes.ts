import { z } from 'zod'
import { revokeLinks } from '../../services/links/revoke.ts'
import { act } from '../../services/process/act.ts'
import { attach } from '../../services/process/attach.ts'
import { comment } from '../../services/process/comment.ts'
import { startProcess } from '../../services/process/start.ts'
import { id, reason, requestId } from '../input.ts'
import { signedIn } from '../trpc.ts'

/** Forms are checked against the process's definition by the verbs. */
const form = z.record(z.string().max(60), z.unknown())
const seen = z.int().min(0).optional()
const files = z.array(id).max(20)

/** What moves any process or adds to it, to be put into one router with its reads. */
export const processWrites = {
  /** Answers once the process is written, whether the engine is up or not. */
  start: signedIn.input(z.strictObject({ kind: z.string().max(40), input: form, requestId })).mutation(({ ctx, input }) => {
    const { requestId: asked, ...rest } = input
    return startProcess({ ctx: { ...ctx.verb, requestId: asked }, engine: ctx.deps.engine, input: rest })
  }),

  /** Answers what the engine confirmed. `seen` is the seq on the caller's screen. */
  act: signedIn
    .input(z.strictObject({ id, action: z.string().max(60), form: form.optional(), reason: reason.optional(), requestId, seen }))
    .mutation(({ ctx, input }) => {
      const { requestId: asked, ...rest } = input
      return act({ ctx: { ...ctx.verb, requestId: asked }, engine: ctx.deps.engine, input: rest })
    }),

  /** `assigneeId: null` gives the process back to its queue. */
  assign: signedIn
    .input(z.strictObject({ id, assigneeId: id.nullable(), reason: reason.optional(), requestId: requestId.optional(), seen }))
    .mutation(({ ctx, input }) => {
      const { requestId: asked, assigneeId, ...rest } = input
      const asForm = assigneeId === null ? {} : { assigneeId }
      return act({
        ctx: { ...ctx.verb, requestId: asked ?? ctx.verb.requestId },
        engine: ctx.deps.engine,
        input: { ...rest, action: 'assign', form: asForm },
      })
    }),

  cancel: signedIn.input(z.strictObject({ id, reason, requestId: requestId.optional(), seen })).mutation(({ ctx, input }) => {
    const { requestId: asked, ...rest } = input
    return act({
      ctx: { ...ctx.verb, requestId: asked ?? ctx.verb.requestId },
      engine: ctx.deps.engine,
      input: { ...rest, action: 'cancel', form: {} },
    })
  }),

  /** A note among staff; it moves nothing. */
  comment: signedIn
    .input(
      z.strictObject({
        id,
        text: z.string().max(50_000),
        files: files.optional(),
        mentions: z.array(id).max(50).optional(),
        requestId: requestId.optional(),
      }),
    )
    .mutation(({ ctx, input }) => {
      const { requestId: asked, ...rest } = input
      return comment({ ctx: { ...ctx.verb, requestId: asked ?? ctx.verb.requestId }, input: rest })
    }),

  /** Ends the private link that letters carried so far; the next letter brings a new one, with `sendNew` one that leaves at once. */
  revokeLink: signedIn
    .input(z.strictObject({ id, sendNew: z.boolean().optional() }))
    .mutation(({ ctx, input }) => revokeLinks({ ctx: ctx.verb, input })),

  attach: signedIn.input(z.strictObject({ id, files, requestId: requestId.optional() })).mutation(({ ctx, input }) => {
    const { requestId: asked, ...rest } = input
    return attach({ ctx: { ...ctx.verb, requestId: asked ?? ctx.verb.requestId }, input: rest })
  }),
}
