import { z } from 'zod'
import { langs } from '../../domain/label.ts'
import { messageNames } from '../../domain/messages/message-names.ts'
import { listTexts, resetText, setText } from '../../services/admin/message-texts.ts'
import { administrators } from '../../services/admin/rights.ts'
import { sendTrial } from '../../services/admin/send-trial.ts'
import { id, words } from '../input.ts'
import { router, withRoles } from '../trpc.ts'

const administrator = withRoles(...administrators)
const done = { ok: true } as const

const of = { name: z.enum(messageNames), lang: z.enum(langs) }
// Their own bounds are the texts' checks, which answer by field.
const text = { subject: words(1_000), body: words(20_000) }

/** The texts of letters and SMS, as an organization writes them. */
export const messageTextRouter = router({
  list: administrator.query(({ ctx }) => {
    const { publicUrl, outgoing } = ctx.deps
    return listTexts({ ctx: ctx.verb, publicUrl, hasChats: outgoing.telegram !== undefined })
  }),
  set: administrator
    .input(z.strictObject({ ...of, ...text, seen: id.nullable() }))
    .mutation(({ ctx, input }) => setText({ ctx: ctx.verb, publicUrl: ctx.deps.publicUrl, input })),
  reset: administrator.input(z.strictObject({ ...of, seen: id })).mutation(async ({ ctx, input }) => {
    await resetText({ ctx: ctx.verb, input })
    return done
  }),
  /** Sends it, with example values, to whoever asks. */
  try: administrator
    .input(z.strictObject({ ...of, ...text, phone: words(40).optional(), inChat: z.boolean().optional() }))
    .mutation(({ ctx, input }) => {
      const { publicUrl, outgoing, limits } = ctx.deps
      return sendTrial({ ctx: ctx.verb, publicUrl, outgoing, limits, input })
    }),
})
