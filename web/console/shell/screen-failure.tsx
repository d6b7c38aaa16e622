import type { JSX } from 'solid-js'
import { Show, createEffect, on } from 'solid-js'
import CloudOff from 'lucide-solid/icons/cloud-off'
import { failureOf } from '../../lib/failure.ts'
import { t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import NotFoundPage from '../not-found-page.tsx'
import { useSession } from '../session/session.tsx'

/** Stands where a screen could not be shown: what happened and what to do. Goes away when one leaves the place. */
export function ScreenFailure(props: { readonly error: unknown; readonly onRetry: () => void; readonly place: string }): JSX.Element {
  const session = useSession()
  const failure = failureOf(props.error)
  if (failure.kind === 'signedOut') void session.refresh()
  createEffect(on(() => props.place, () => props.onRetry(), { defer: true }))
  return (
    <Show when={failure.kind !== 'notFound'} fallback={<NotFoundPage />}>
      <EmptyState
        icon={<CloudOff size={24} />}
        title={failure.message}
        action={<Button onClick={() => props.onRetry()}>{t('ui.tryAgain')}</Button>}
      />
    </Show>
  )
}
