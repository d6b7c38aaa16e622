import { createSignal, onCleanup } from 'solid-js'

export interface Shortcut {
  /** `k`, `Enter`, `?`, `Ctrl+k`. Letters are matched by their place on the keyboard, so they work in the Russian layout. */
  readonly keys: string
  readonly label: () => string
  readonly run: (event: KeyboardEvent) => void
  readonly enabled?: () => boolean
  /** Works while the person types in a field, too. */
  readonly whileTyping?: boolean
}

const [registered, setRegistered] = createSignal<readonly Shortcut[]>([])

/** All shortcuts that work on the screen now, the newest last. */
export const activeShortcuts = registered

/** Registers shortcuts while the calling component is mounted; the newest wins when two share keys. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  setRegistered((held) => [...held, ...shortcuts])
  onCleanup(() => setRegistered((held) => held.filter((one) => !shortcuts.includes(one))))
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(target.type)))

const opensByEnter = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('a,button,summary,[role=menuitem]') !== null

function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  if (parts.includes('Ctrl') !== (event.ctrlKey || event.metaKey) || event.altKey) return false
  if (parts.includes('Shift') && !event.shiftKey) return false
  if (/^[a-z]$/.test(key)) return event.code === `Key${key.toUpperCase()}` && (parts.includes('Shift') || !event.shiftKey)
  if (key === '/') return event.key === '/' || (event.code === 'Slash' && !event.shiftKey)
  if (key === '?') return event.key === '?' || (event.code === 'Slash' && event.shiftKey)
  return event.key === key
}

window.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing) return
  const typing = isTyping(event.target)
  const inDialog = document.querySelector('dialog[open]') !== null
  const hit = registered().findLast(
    (one) =>
      matches(one.keys, event) &&
      (one.whileTyping === true || (!typing && !inDialog)) &&
      (one.enabled === undefined || one.enabled()) &&
      !(one.keys === 'Enter' && opensByEnter(event.target)),
  )
  if (hit === undefined) {
    // Escape leaves a field, so that the keys of the screen work again without the mouse.
    if (event.key === 'Escape' && typing && !inDialog && event.target instanceof HTMLElement) event.target.blur()
    return
  }
  event.preventDefault()
  hit.run(event)
})
