import type { JSX } from 'solid-js'
import { For, Show, createSignal, createUniqueId, onCleanup } from 'solid-js'
import type { ButtonKind } from './button.tsx'
import './menu.css'

export interface MenuItem {
  readonly label: string
  readonly hint?: string | undefined
  readonly icon?: JSX.Element
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly checked?: boolean | undefined
  readonly run: () => void
}

/** A button that opens a list of commands; arrows, Home, End, Esc and the first letter work. */
export function Menu(props: {
  readonly label: string
  readonly button: JSX.Element
  readonly items: readonly MenuItem[]
  readonly kind?: ButtonKind
  readonly square?: boolean
  readonly alignEnd?: boolean
  readonly up?: boolean
  readonly class?: string
}): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const id = createUniqueId()
  let root: HTMLDivElement | undefined
  let opener: HTMLButtonElement | undefined
  const buttons = (): HTMLButtonElement[] => [...(root?.querySelectorAll<HTMLButtonElement>('.menu-list button') ?? [])]
  const outside = (event: Event): void => {
    if (event.target instanceof Node && !root?.contains(event.target)) close(false)
  }
  const show = (): void => {
    setOpen(true)
    document.addEventListener('pointerdown', outside)
    queueMicrotask(() => buttons()[0]?.focus())
  }
  const close = (refocus: boolean): void => {
    setOpen(false)
    document.removeEventListener('pointerdown', outside)
    if (refocus) opener?.focus()
  }
  onCleanup(() => document.removeEventListener('pointerdown', outside))
  const onKey = (event: KeyboardEvent): void => {
    if (!open()) return
    const list = buttons()
    const at = list.findIndex((button) => button === document.activeElement)
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }
    const next = moves[event.key]
    if (next !== undefined) {
      event.preventDefault()
      list.at(next % list.length)?.focus()
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') {
        event.preventDefault()
        event.stopPropagation()
      }
      close(event.key === 'Escape')
    } else if (event.key.length === 1 && !event.ctrlKey && event.key !== ' ') {
      event.preventDefault()
      list.find((button) => button.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus()
    }
  }
  return (
    <div class="menu" ref={root} onKeyDown={onKey}>
      <button
        ref={opener}
        type="button"
        class={`btn ${props.kind ?? 'plain'} ${props.square ? 'square' : ''} ${props.class ?? ''}`}
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-controls={open() ? id : undefined}
        aria-label={props.square ? props.label : undefined}
        title={props.square ? props.label : undefined}
        onClick={() => (open() ? close(true) : show())}
      >
        <Show when={!props.square && props.label !== ''}>
          <span class="hidden-text">{props.label}: </span>
        </Show>
        {props.button}
      </button>
      <Show when={open()}>
        <div
          class="menu-list"
          classList={{ end: props.alignEnd === true, up: props.up === true }}
          role="menu"
          id={id}
          aria-label={props.label === '' ? undefined : props.label}
        >
          <For each={props.items}>
            {(item) => (
              <button
                type="button"
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.checked}
                aria-disabled={item.disabled ? 'true' : undefined}
                classList={{ danger: item.danger === true }}
                tabIndex={-1}
                onClick={() => {
                  if (item.disabled) return
                  close(true)
                  item.run()
                }}
              >
                {item.icon}
                <span class="grow">
                  {item.label}
                  <Show when={item.hint}>
                    <small>{item.hint}</small>
                  </Show>
                </span>
                <Show when={item.checked}>
                  <span aria-hidden="true">✓</span>
                </Show>
              </button>
            )}
          </For>
        </div>
      </Show>
    </div>
  )
}
