import type { JSX } from 'solid-js'
import Compass from 'lucide-solid/icons/compass'
import { t } from '../lib/i18n.ts'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** What one sees at an address that leads nowhere, or to something of another organization. */
export default function NotFoundPage(): JSX.Element {
  return (
    <EmptyState
      icon={<Compass size={24} />}
      title={t('notFound.title')}
      action={
        <ButtonLink kind="main" href="/inbox">
          {t('notFound.home')}
        </ButtonLink>
      }
    >
      {t('notFound.text')}
    </EmptyState>
  )
}
