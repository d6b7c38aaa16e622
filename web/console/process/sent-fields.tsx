import type { JSX } from 'solid-js'
import { createEffect } from 'solid-js'

/** Fields that can't be changed while what they hold is on its way; the focus returns to where it was. */
export function SentFields(props: { readonly locked: boolean; readonly children: JSX.Element }): JSX.Element {
  let fields: HTMLFieldSetElement | undefined
  let held: Element | null = null
  createEffect(() => {
    if (fields === undefined || fields.disabled === props.locked) return
    if (props.locked) held = fields.contains(document.activeElement) ? document.activeElement : null
    fields.disabled = props.locked
    if (!props.locked && held instanceof HTMLElement && document.activeElement === document.body) held.focus()
  })
  return (
    <fieldset ref={fields} class="sent-fields">
      {props.children}
    </fieldset>
  )
}
