import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal } from 'solid-js'
import { t } from '../lib/i18n.ts'
import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import { activeShortcuts, useShortcuts } from './shortcuts.ts'

/** `?` shows every shortcut that works on the present screen. */
export function ShortcutHelp(): JSX.Element {
  const [open, setOpen] = createSignal(false)
  useShortcuts([{ keys: '?', label: () => t('ui.showShortcuts'), run: () => setOpen(true) }])
  const shown = createMemo(() => {
    const byKeys = new Map(activeShortcuts().map((one) => [one.keys, one]))
    return [...byKeys.values()].filter((one) => one.enabled === undefined || one.enabled())
  })
  return (
    <Show when={open()}>
      <Dialog title={t('ui.shortcuts')} onClose={() => setOpen(false)}>
        <dl class="kv">
          <For each={shown()}>
            {(one) => (
              <>
                <dt>
                  <Kbd keys={one.keys} />
                  <span class="hidden-text">{one.keys}</span>
                </dt>
                <dd>{one.label()}</dd>
              </>
            )}
          </For>
        </dl>
      </Dialog>
    </Show>
  )
}
