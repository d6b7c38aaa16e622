import type { JSX } from 'solid-js'
import './empty-state.css'

/** What a screen says when it has nothing: what appears here, and the button that makes the first one. */
export function EmptyState(props: {
  readonly icon: JSX.Element
  readonly title: string
  readonly children?: JSX.Element
  readonly action?: JSX.Element
}): JSX.Element {
  return (
    <div class="empty-state">
      <div class="empty-icon" aria-hidden="true">
        {props.icon}
      </div>
      <h2>{props.title}</h2>
      <p class="muted">{props.children}</p>
      {props.action}
    </div>
  )
}
