import type { JSX } from 'solid-js'
import { For, Show, createEffect, on } from 'solid-js'
import './tabs.css'

export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly count?: number | undefined
}

/** A row of views, one shown; arrow keys move, as screen readers expect. `panelId` names the shown part. */
export function Tabs<Id extends string>(props: {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly current: Id
  readonly panelId?: string
  readonly onChoose: (id: Id) => void
}): JSX.Element {
  const step = (by: number): void => {
    const at = props.tabs.findIndex((tab) => tab.id === props.current)
    const next = props.tabs.at((at + by) % props.tabs.length)
    if (next !== undefined) props.onChoose(next.id)
  }
  let list: HTMLDivElement | undefined
  // Only the row is moved: `scrollIntoView` would move the page under the reader, too.
  const reveal = (): void => {
    const chosen = list?.querySelector<HTMLElement>('[aria-selected=true]')
    if (list === undefined || chosen === null || chosen === undefined) return
    const [row, tab] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()]
    list.scrollLeft += Math.min(0, tab.left - row.left) + Math.max(0, tab.right - row.right)
  }
  createEffect(
    on(
      () => props.current,
      () => queueMicrotask(reveal),
    ),
  )
  return (
    <div
      ref={list}
      class="tabs"
      role="tablist"
      aria-label={props.label}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
        event.preventDefault()
        step(event.key === 'ArrowRight' ? 1 : -1)
        queueMicrotask(() => list?.querySelector<HTMLElement>('[aria-selected=true]')?.focus())
      }}
    >
      <For each={props.tabs}>
        {(tab) => (
          <button
            type="button"
            role="tab"
            aria-selected={tab.id === props.current}
            aria-controls={props.panelId}
            tabIndex={tab.id === props.current ? 0 : -1}
            onClick={() => props.onChoose(tab.id)}
          >
            {tab.label}
            <Show when={tab.count !== undefined}>
              <span class="num tab-count">{tab.count}</span>
            </Show>
          </button>
        )}
      </For>
    </div>
  )
}
