import type { Failure } from '../../lib/failure.ts'
import { RequestFailure, failureFrom, failureOf } from '../../lib/failure.ts'
import { dropDrafts } from '../../lib/draft.ts'
import { draftOwner } from '../../lib/owner.ts'
import { readStored, store } from '../../lib/stored.ts'
import type { Me } from '../session/session-source.ts'
import { logout, readMe } from '../session/session-source.ts'
import { findMe, forgetKept, keepMe } from './kept.ts'
import { clearShelf } from './shelf.ts'
import { setSignedIn, traveller } from './traveller.ts'

const leavingKey = 'vekha.leaving'

/** Signing out without a network is carried out as soon as there is one, before anything else is asked. */
export function rememberToLeave(failure: Failure): void {
  if (failure.kind === 'offline') store(leavingKey, 'yes')
}

async function finishLeaving(): Promise<void> {
  if (readStored(leavingKey) === undefined) return
  await logout().catch((error: unknown) => {
    if (failureOf(error).kind === 'offline') throw new RequestFailure({ ...failureFrom({}), kind: 'signedOut' })
  })
  store(leavingKey, undefined)
}

/** Who is signed in, by the server; without a network whoever was last, if they work on the road. */
export async function readMeOrKept(): Promise<Me> {
  try {
    await finishLeaving()
    const me = await readMe()
    setSignedIn(me)
    if (traveller() !== undefined) void keepMe(me)
    return me
  } catch (error) {
    const { kind } = failureOf(error)
    const kept = kind === 'offline' ? await findMe() : undefined
    if (kept === undefined) {
      if (kind === 'signedOut') {
        setSignedIn(null)
        await forgetKept().catch(() => undefined)
      }
      throw error
    }
    setSignedIn(kept)
    return kept
  }
}

/** Forgets what this browser keeps for whoever is signing out: drafts, answers, pictures, what was not sent. */
export async function leaveNothing(): Promise<void> {
  const owner = draftOwner()
  if (owner === undefined) return
  dropDrafts(owner)
  // Before the server is told: whoever takes the phone next must find nothing, network or no network.
  await Promise.all([forgetKept(), clearShelf(owner)]).catch(() => undefined)
  setSignedIn(null)
}
