import type { JSX } from 'solid-js'
import './due-badge.css'

export type DueTone = 'late' | 'warn' | 'wait' | 'paused' | 'ok'

/** A deadline: a shape, a word and a colour, so none of them is needed alone. The absolute time is the tooltip. */
export function DueBadge(props: { readonly tone: DueTone; readonly text: string; readonly title?: string | undefined }): JSX.Element {
  return (
    <span class={`due ${props.tone}`} title={props.title}>
      <i class="due-shape" aria-hidden="true" />
      <span>{props.text}</span>
    </span>
  )
}
