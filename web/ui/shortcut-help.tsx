import type { JSX } from 'solid-js'
import { For, createMemo } from 'solid-js'
import { t } from '../lib/i18n.ts'
import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import { activeShortcuts } from './shortcuts.ts'

/** Every shortcut that works on the present screen. */
export function ShortcutHelp(props: { readonly onClose: () => void }): JSX.Element {
  const shown = createMemo(() => {
    const byKeys = new Map(activeShortcuts().map((one) => [one.keys, one]))
    return [...byKeys.values()].filter((one) => one.enabled === undefined || one.enabled())
  })
  return (
    <Dialog title={t('ui.shortcuts')} onClose={() => props.onClose()}>
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
  )
}
