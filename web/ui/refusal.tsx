import type { JSX } from 'solid-js'
import './refusal.css'

/** Why what was sent was not taken; a screen reader says it at once. */
export function Refusal(props: { readonly children: JSX.Element }): JSX.Element {
  return (
    <p class="refusal" role="alert">
      {props.children}
    </p>
  )
}
