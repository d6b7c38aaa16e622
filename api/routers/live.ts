import { findSession } from '../../services/system/sessions.ts'
import { signedIn } from '../trpc.ts'

/** What changes in the organization, as ids, over one connection; ends with the session. */
export const live = signedIn.subscription(async function* ({ ctx, signal }) {
  const { deps, session } = ctx
  const { tokenHash, user, organization } = session
  const listener = { tenantId: organization.id, userId: user.id, sessionKey: tokenHash }
  const isSignedIn = async (): Promise<boolean> => (await findSession(deps.db, tokenHash, deps.now(), false)) !== undefined
  yield* deps.live.listen(listener, isSignedIn, signal ?? new AbortController().signal)
})
