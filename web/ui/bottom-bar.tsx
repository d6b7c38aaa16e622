import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { A } from '@solidjs/router'
import './bottom-bar.css'

export interface BottomItem {
  readonly label: string
  readonly icon: JSX.Element
  readonly href?: string
  /** Lights up at this very address only, not below it. */
  readonly end?: boolean
  readonly count?: number | undefined
  readonly run?: () => void
}

/** The main places within a thumb's reach; shown on phones only. */
export function BottomBar(props: { readonly label: string; readonly items: readonly BottomItem[] }): JSX.Element {
  const inside = (item: BottomItem): JSX.Element => (
    <>
      <span class="bottom-icon">
        {item.icon}
        <Show when={item.count}>
          <b class="num">{item.count}</b>
        </Show>
      </span>
      {item.label}
    </>
  )
  return (
    <nav class="bottom-bar" aria-label={props.label}>
      <For each={props.items}>
        {(item) => (
          <Show
            when={item.href}
            fallback={
              <button type="button" onClick={() => item.run?.()}>
                {inside(item)}
              </button>
            }
          >
            {(href) => (
              <A href={href()} activeClass="on" end={item.end === true}>
                {inside(item)}
              </A>
            )}
          </Show>
        )}
      </For>
    </nav>
  )
}
