import type { JSX, Resource } from 'solid-js'
import { Show, createContext, createResource, createSignal, useContext } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { setZone } from '../../lib/format.ts'
import { refetchAll, useLive } from '../../lib/live.ts'
import { hasChosenLang, lang, setLang } from '../../lib/preferences.ts'
import type { Me } from './session-source.ts'
import { unsent } from '../offline/unsent.ts'
import { leaveNothing, readMeOrKept, rememberToLeave } from '../offline/kept-session.ts'
import { later } from '../shell/later.tsx'
import { keepLang, logout, readMe } from './session-source.ts'

export interface Session {
  /** null when nobody is signed in. */
  readonly me: Resource<Me | null>
  readonly refresh: () => Promise<void>
  /** Signs out, here and on every open tab of this browser; with something unsent it asks first. */
  readonly leave: () => Promise<void>
}

const LeaveDialog = later(async () => (await import('../offline/leave-dialog.tsx')).LeaveDialog)
const Context = createContext<Session>()

/** Shows times by the clock this person goes by. */
const goByClockOf = (me: Me): void => setZone(me.user.zone ?? me.organization.zone)

async function readOrNull(): Promise<Me | null> {
  try {
    const me = await readMeOrKept()
    goByClockOf(me)
    // The choice made in this browser wins; without one the person's own language is taken.
    if (!hasChosenLang()) setLang(me.user.lang)
    else if (me.user.lang !== lang()) void keepLang(lang()).then(refetchAll, () => undefined)
    return me
  } catch (error) {
    if (failureOf(error).kind === 'signedOut') return null
    throw error
  }
}

/** Knows who is signed in and tells every screen. */
export function SessionProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const [me, { refetch }] = createResource<Me | null>(readOrNull)
  const refresh = async (): Promise<void> => {
    await refetch()
  }
  const [asked, setAsked] = createSignal(false)
  const leave = async (): Promise<void> => {
    if (unsent().length > 0 && !asked()) {
      setAsked(true)
      return
    }
    setAsked(false)
    await leaveNothing()
    await logout().catch((error: unknown) => rememberToLeave(failureOf(error)))
    await refresh()
    refetchAll()
  }
  // Another tab may have signed out or chosen another zone, or somebody ended the session. Any other failure must not take a form off the screen.
  const lookAgain = (): void => {
    if (!me.latest) return
    void readMe()
      .then(goByClockOf)
      .catch((error: unknown) => failureOf(error).kind === 'signedOut' && void refresh())
  }
  useLive(() => false, lookAgain)
  return (
    <Context.Provider value={{ me, refresh, leave }}>
      {props.children}
      <Show when={asked()}>
        <LeaveDialog onClose={() => setAsked(false)} onLeave={() => void leave()} />
      </Show>
    </Context.Provider>
  )
}

/** The session of the person who looks. @throws outside of SessionProvider */
export function useSession(): Session {
  const session = useContext(Context)
  if (session === undefined) throw new Error('useSession needs a SessionProvider')
  return session
}

const MeContext = createContext<() => Me>()
export const MeProvider = MeContext.Provider

/** Who is signed in, on screens that exist only for somebody signed in. @throws outside of them */
export function useMe(): () => Me {
  const me = useContext(MeContext)
  if (me === undefined) throw new Error('useMe needs a signed-in screen')
  return me
}
