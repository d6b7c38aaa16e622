import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { useParams } from '@solidjs/router'
import { say, t } from '../../lib/i18n.ts'
import { ForbiddenPage } from '../forbidden-page.tsx'
import { kindOf, kindsFor } from '../kinds.ts'
import NotFoundPage from '../not-found-page.tsx'
import { useMe } from '../session/session.tsx'
import { KindView } from './kind-view.tsx'

/** The map and the list of one kind of processes. */
export default function KindPage(): JSX.Element {
  const params = useParams()
  const me = useMe()
  return (
    <Show when={kindOf(params['kind'] ?? '')} keyed fallback={<NotFoundPage />}>
      {(definition) => (
        <Show
          when={kindsFor(me().user.roles).includes(definition)}
          fallback={
            <ForbiddenPage title={t('kind.forbidden', { kind: say(definition.pluralLabel) })}>{t('kind.forbiddenText')}</ForbiddenPage>
          }
        >
          <KindView definition={definition} />
        </Show>
      )}
    </Show>
  )
}
