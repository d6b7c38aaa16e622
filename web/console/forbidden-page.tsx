import type { JSX } from 'solid-js'
import Lock from 'lucide-solid/icons/lock'
import { t } from '../lib/i18n.ts'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** What one sees at a place that is there, but not for one's roles. */
export function ForbiddenPage(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <EmptyState
      icon={<Lock size={22} />}
      title={props.title}
      action={
        <ButtonLink kind="main" href="/inbox">
          {t('notFound.home')}
        </ButtonLink>
      }
    >
      {props.children}
    </EmptyState>
  )
}
