import type { JSX } from 'solid-js'
import { Match, Switch } from 'solid-js'
import CloudOff from 'lucide-solid/icons/cloud-off'
import type { Failure } from '../../lib/failure.ts'
import { t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import NotFoundPage from '../not-found-page.tsx'
import { ForbiddenPage } from '../forbidden-page.tsx'
import { useSession } from '../session/session.tsx'

/** Stands where a screen could not be shown: what happened and what to do. */
export function ScreenFailure(props: { readonly failure: Failure; readonly onRetry: () => void }): JSX.Element {
  const session = useSession()
  if (props.failure.kind === 'signedOut') void session.refresh()
  return (
    <Switch
      fallback={
        <EmptyState
          icon={<CloudOff size={24} />}
          title={props.failure.message}
          action={<Button onClick={() => props.onRetry()}>{t('ui.tryAgain')}</Button>}
        />
      }
    >
      <Match when={props.failure.kind === 'notFound'}>
        <NotFoundPage />
      </Match>
      <Match when={props.failure.kind === 'forbidden'}>
        <ForbiddenPage title={props.failure.message}>{t('kind.forbiddenText')}</ForbiddenPage>
      </Match>
    </Switch>
  )
}
