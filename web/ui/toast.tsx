import type { JSX } from 'solid-js'
import { For, Show, createEffect, createSignal } from 'solid-js'
import X from 'lucide-solid/icons/x'
import { t } from '../lib/i18n.ts'
import type { Tone } from './chip.tsx'
import './chip.css'
import './toast.css'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: Tone
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

const [toasts, setToasts] = createSignal<readonly Toast[]>([])
let lastId = 0
const shownMs = { short: 5_000, withAction: 9_000 } as const

export const dismissToast = (id: number): void => {
  setToasts((held) => held.filter((toast) => toast.id !== id))
}

/** Says something in a corner for a few seconds; an error stays until it is closed. Returns its id. */
export function showToast(text: string, tone: Tone = 'plain', action?: Toast['action']): number {
  const id = ++lastId
  setToasts((held) => [...held.filter((toast) => toast.text !== text).slice(-3), { id, text, tone, action }])
  if (tone !== 'late') setTimeout(() => dismissToast(id), action === undefined ? shownMs.short : shownMs.withAction)
  return id
}

/** The corner the messages appear in; put once, at the root. */
export function ToastRegion(): JSX.Element {
  let element: HTMLDivElement | undefined
  // What opened last lies on top: a dialog that is open would cover what is said now.
  createEffect(() => {
    const some = toasts().length > 0
    element?.hidePopover()
    if (some) element?.showPopover()
  })
  return (
    <div ref={element} class="toasts" role="status" aria-live="polite" popover="manual">
      <For each={toasts()}>
        {(toast) => (
          <div class={`toast ${toast.tone}`}>
            <span class="grow">{toast.text}</span>
            <Show when={toast.action}>
              {(action) => (
                <button
                  type="button"
                  class="btn small"
                  onClick={() => {
                    dismissToast(toast.id)
                    action().run()
                  }}
                >
                  {action().label}
                </button>
              )}
            </Show>
            <button type="button" class="chip-x" aria-label={t('ui.close')} onClick={() => dismissToast(toast.id)}>
              <X size={15} aria-hidden="true" />
            </button>
          </div>
        )}
      </For>
    </div>
  )
}
