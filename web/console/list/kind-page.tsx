import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { useParams } from '@solidjs/router'
import { kindOf } from '../kinds.ts'
import NotFoundPage from '../not-found-page.tsx'
import { KindView } from './kind-view.tsx'

/** The map and the list of one kind of processes. */
export default function KindPage(): JSX.Element {
  const params = useParams()
  return (
    <Show when={kindOf(params['kind'] ?? '')} keyed fallback={<NotFoundPage />}>
      {(definition) => <KindView definition={definition} />}
    </Show>
  )
}
