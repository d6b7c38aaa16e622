import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import './share-bar.css'

export interface Share {
  readonly label: string
  readonly value: number
  readonly text: string
  readonly tone: 'accent' | 'wait' | 'quiet' | 'warn'
}

/** Parts of a whole as one bar, with the same numbers in words below. */
export function ShareBar(props: { readonly shares: readonly Share[] }): JSX.Element {
  return (
    <>
      <div class="share-bar" aria-hidden="true">
        <For each={props.shares}>{(share) => <i class={share.tone} style={{ 'flex-grow': String(Math.max(share.value, 0)) }} />}</For>
      </div>
      <ul class="share-words">
        <For each={props.shares}>
          {(share) => (
            <li>
              <i class={`share-dot ${share.tone}`} aria-hidden="true" />
              {share.label} <b class="num">{share.text}</b>
            </li>
          )}
        </For>
      </ul>
    </>
  )
}
