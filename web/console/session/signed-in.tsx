import type { RouteSectionProps } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { Match, Switch } from 'solid-js'
import { Navigate, useLocation } from '@solidjs/router'
import { failureOf } from '../../lib/failure.ts'
import { t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import CloudOff from 'lucide-solid/icons/cloud-off'
import { Shell } from '../shell/shell.tsx'
import { MeProvider, useSession } from './session.tsx'

/** Lets signed-in people in; sends the others to the login and brings them back to where they were going. */
export function SignedIn(props: RouteSectionProps): JSX.Element {
  const session = useSession()
  const location = useLocation()
  const back = (): string => encodeURIComponent(location.pathname + location.search)
  return (
    <Switch>
      <Match when={session.me.error}>
        <EmptyState
          icon={<CloudOff size={24} />}
          title={failureOf(session.me.error).message}
          action={<Button onClick={() => void session.refresh()}>{t('ui.tryAgain')}</Button>}
        />
      </Match>
      <Match when={session.me.latest === null}>
        <Navigate href={`/login?next=${back()}`} />
      </Match>
      <Match when={session.me.latest}>
        {(me) => (
          <MeProvider value={me}>
            <Shell>{props.children}</Shell>
          </MeProvider>
        )}
      </Match>
    </Switch>
  )
}
