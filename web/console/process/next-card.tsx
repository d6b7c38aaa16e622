import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { formatExact } from '../../lib/format.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'
import './next-card.css'

const shown = 6

/** What will happen if nobody does anything: deadlines, reminders, moves to come. */
export function NextCard(props: { readonly process: ProcessDetail }): JSX.Element {
  return (
    <section class="card">
      <h2>{t('page.next')}</h2>
      <Show
        when={props.process.next.length > 0}
        fallback={<p class="muted">{t(props.process.endedAt === null ? 'page.nothingNext' : 'page.nothingMore')}</p>}
      >
        <ol class="timeline">
          <For each={props.process.next.slice(0, shown)}>
            {(item) => (
              <li class={item.kind} title={formatExact(item.at)}>
                {item.text}
              </li>
            )}
          </For>
        </ol>
      </Show>
    </section>
  )
}
