import { z } from 'zod'
import { langs } from '../../domain/label.ts'
import { changePassword } from '../../services/session/change-password.ts'
import { login } from '../../services/session/login.ts'
import { setOwnZone } from '../../services/people/change-zone.ts'
import { endSession, storeLang } from '../../services/system/sessions.ts'
import { words, zoneName } from '../input.ts'
import { open, router, signedIn } from '../trpc.ts'

const password = z.string().min(1).max(1024)

export const sessionRouter = router({
  /** Signs in, or answers the organizations to choose from. */
  login: open
    .input(z.strictObject({ email: words(254), password, organization: z.string().max(100).optional() }))
    .mutation(async ({ ctx, input }) => {
      const { deps, cookies, requestId, address } = ctx
      const from = { address, deviceCookie: cookies.device, sessionCookie: cookies.session }
      const result = await login({ db: deps.db, limits: deps.limits, devices: deps.devices, now: deps.now(), requestId, from, input })
      if (result.kind === 'choose') return { choose: result.choose }
      cookies.setSession(result.token, result.expiresAt)
      cookies.setDevice(result.device)
      return { expiresAt: result.expiresAt.toISOString() }
    }),

  me: signedIn.query(({ ctx }) => {
    const { user, organization, expiresAt } = ctx.session
    return { user, organization, expiresAt: expiresAt.toISOString() }
  }),

  /** Also for somebody whose session has ended: the cookie goes in any case. */
  logout: open.mutation(async ({ ctx }) => {
    if (ctx.session) await endSession(ctx.deps.db, ctx.session, ctx.deps.now(), ctx.requestId)
    ctx.cookies.clearSession()
    return { ok: true }
  }),

  changePassword: signedIn.input(z.strictObject({ current: password, password })).mutation(async ({ ctx, input }) => {
    const { deps, session, verb } = ctx
    await changePassword({ db: deps.db, limits: deps.limits, session, now: verb.now, requestId: verb.requestId, input })
    return { ok: true }
  }),

  setLang: signedIn.input(z.strictObject({ lang: z.enum(langs) })).mutation(async ({ ctx, input }) => {
    await storeLang(ctx.deps.db, ctx.session.user.id, input.lang)
    return { ok: true }
  }),

  setZone: signedIn.input(z.strictObject({ zone: zoneName.nullable() })).mutation(async ({ ctx, input }) => {
    await setOwnZone({ ctx: ctx.verb, input })
    return { ok: true }
  }),
})
