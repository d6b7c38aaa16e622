import { findSession } from '../../services/system/sessions.ts'
import { staffOf } from '../context.ts'
import { signedIn } from '../trpc.ts'

/** What changes in the organization, as ids, over one connection; ends with the session. */
export const live = signedIn.subscription(async function* ({ ctx, signal }) {
  const { deps, session } = ctx
  const { tokenHash, organization } = session
  const listener = { tenantId: organization.id, staff: staffOf(session), sessionKey: tokenHash }
  const whoNow = async () => {
    const now = await findSession(deps.db, tokenHash, deps.now(), false)
    return now && staffOf(now)
  }
  yield* deps.live.listen(listener, whoNow, signal ?? new AbortController().signal)
})
