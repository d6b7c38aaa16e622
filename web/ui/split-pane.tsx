import type { JSX } from 'solid-js'
import './split-pane.css'

/** A list and the detail of its chosen row side by side; on a phone one of them, by `detailOpen`. */
export function SplitPane(props: {
  readonly list: JSX.Element
  readonly detail: JSX.Element
  readonly detailOpen: boolean
  /** Nothing to choose from: the list takes all the room. */
  readonly alone?: boolean
  readonly listLabel: string
  readonly detailLabel: string
}): JSX.Element {
  return (
    <div class="split" classList={{ 'detail-open': props.detailOpen, alone: props.alone === true }}>
      <section class="split-list" aria-label={props.listLabel}>
        {props.list}
      </section>
      <section class="split-detail" aria-label={props.detailLabel}>
        {props.detail}
      </section>
    </div>
  )
}
