import type { JSX } from 'solid-js'
import { Show, createUniqueId, onCleanup, onMount } from 'solid-js'
import { Portal } from 'solid-js/web'
import X from 'lucide-solid/icons/x'
import { t } from '../lib/i18n.ts'
import { IconButton } from './button.tsx'
import './dialog.css'

/** A modal window: keeps the focus inside, closes by Esc, by its cross and by a click beside it. */
export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly children: JSX.Element
  readonly footer?: JSX.Element
  readonly side?: boolean
  /** What it shows is not shown again: only a button inside closes it, no click beside it and no Esc. */
  readonly insistent?: boolean
}): JSX.Element {
  const id = createUniqueId()
  let element: HTMLDialogElement | undefined
  const before = document.activeElement
  onMount(() => element?.showModal())
  onCleanup(() => {
    element?.close()
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })
  return (
    <Portal>
      <dialog
        ref={element}
        class="dialog"
        classList={{ side: props.side === true }}
        aria-labelledby={id}
        onCancel={(event) => {
          event.preventDefault()
          if (props.insistent !== true) props.onClose()
        }}
        onMouseDown={(event) => {
          if (event.target === element && props.insistent !== true) props.onClose()
        }}
      >
        <div class="dialog-box">
          <header>
            <h2 id={id}>{props.title}</h2>
            <Show when={props.insistent !== true}>
              <IconButton label={t('ui.close')} icon={<X size={18} aria-hidden="true" />} onClick={() => props.onClose()} />
            </Show>
          </header>
          <div class="dialog-body">{props.children}</div>
          {props.footer}
        </div>
      </dialog>
    </Portal>
  )
}
