import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import './kbd.css'

const faces: Readonly<Record<string, string>> = { Enter: '↵', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' }

/** Shows a shortcut such as `Ctrl+Enter` as keys. Hidden from screen readers: the shortcut list tells them. */
export function Kbd(props: { readonly keys: string }): JSX.Element {
  return (
    <span class="kbds" aria-hidden="true">
      <For each={props.keys.split('+')}>{(key) => <kbd class="kbd">{faces[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>}</For>
    </span>
  )
}
