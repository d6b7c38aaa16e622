import type { JSX } from 'solid-js'
import { For, Show, createEffect } from 'solid-js'
import CircleCheck from 'lucide-solid/icons/circle-check'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { UnsentCard } from './unsent-card.tsx'
import { t } from './unsent-words.ts'
import { unsent } from './unsent.ts'
import './unsent-page.css'

/** What was asked for without a network and is not at the server yet, and what the server refused. */
export default function UnsentPage(): JSX.Element {
  createEffect(() => {
    document.title = `${t('unsent.title')} · ${t('app.name')}`
  })
  return (
    <div class="page unsent">
      <h1>{t('unsent.title')}</h1>
      <Show
        when={unsent().length > 0}
        fallback={
          <EmptyState
            icon={<CircleCheck size={24} />}
            title={t('unsent.nothing')}
            action={<ButtonLink href="/inbox">{t('notFound.home')}</ButtonLink>}
          >
            {t('unsent.nothingText')}
          </EmptyState>
        }
      >
        <ul class="unsent-list">
          <For each={unsent()}>{(item) => <UnsentCard item={item} />}</For>
        </ul>
      </Show>
    </div>
  )
}
