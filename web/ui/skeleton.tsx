import type { JSX } from 'solid-js'
import { For, Show, createSignal, onCleanup } from 'solid-js'
import { t } from '../lib/i18n.ts'
import './skeleton.css'

const patienceMs = 300

/** Grey lines where something will be; shown only when waiting lasts longer than people notice. */
export function Skeleton(props: { readonly lines?: number; readonly tall?: boolean }): JSX.Element {
  const [late, setLate] = createSignal(false)
  const timer = setTimeout(() => setLate(true), patienceMs)
  onCleanup(() => clearTimeout(timer))
  return (
    <Show when={late()}>
      <div class="skeleton" role="status">
        <span class="hidden-text">{t('ui.loading')}</span>
        <For each={Array.from({ length: props.lines ?? 4 })}>
          {() => <i class="skeleton-line" classList={{ tall: props.tall === true }} />}
        </For>
      </div>
    </Show>
  )
}
