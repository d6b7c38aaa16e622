import type { JSX } from 'solid-js'
import { createUniqueId } from 'solid-js'
import './tooltip.css'

/** A remark shown on hover and on focus. What it says is also read out. */
export function Tooltip(props: { readonly text: string; readonly children: JSX.Element }): JSX.Element {
  const id = createUniqueId()
  return (
    <span class="tip" tabIndex={0} aria-describedby={id}>
      {props.children}
      <span role="tooltip" id={id} class="tip-text">
        {props.text}
      </span>
    </span>
  )
}
