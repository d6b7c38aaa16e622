import type { JSX } from 'solid-js'
import { For, Show, createEffect, createMemo, createSignal, createUniqueId, on, onCleanup } from 'solid-js'
import { withWords } from '../lib/i18n.ts'
import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import './command-palette.css'
import './field.css'

const ru = {
  'ui.paletteHint': 'Номер, слово или команда',
  'ui.nothingFound': 'Ничего не нашлось. Попробуйте номер целиком или другое слово.',
} as const
const en: Readonly<Record<keyof typeof ru, string>> = {
  'ui.paletteHint': 'A number, a word or a command',
  'ui.nothingFound': 'Nothing found. Try the whole number or another word.',
}
const t = withWords<keyof typeof ru>({ ru, en })

export interface Command {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly hint?: string | undefined
  readonly shortcut?: string | undefined
  readonly run: () => void
}

const fits = (command: Command, words: readonly string[]): boolean => {
  const text = `${command.label} ${command.hint ?? ''} ${command.group}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
const patienceMs = 180

/** Go anywhere, do anything allowed here. `commands` are filtered as one types; `search` asks the server. */
export function CommandPalette(props: {
  readonly commands: readonly Command[]
  readonly search?: (text: string) => Promise<readonly Command[]>
  readonly onClose: () => void
}): JSX.Element {
  const id = createUniqueId()
  const [text, setText] = createSignal('')
  const [found, setFound] = createSignal<readonly Command[]>([])
  const [at, setAt] = createSignal(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(text, (typed) => {
      setAt(0)
      clearTimeout(timer)
      const query = typed.trim()
      const turn = ++asked
      if (query.length < 2 || props.search === undefined) {
        setFound([])
        return
      }
      timer = setTimeout(() => {
        props.search?.(query).then(
          (commands) => turn === asked && setFound(commands),
          () => turn === asked && setFound([]),
        )
      }, patienceMs)
    }),
  )
  const shown = createMemo(() => {
    const words = text().toLowerCase().split(/\s+/).filter(Boolean)
    return [...found(), ...props.commands.filter((command) => fits(command, words))].slice(0, 40)
  })
  const run = (command: Command | undefined): void => {
    if (command === undefined) return
    props.onClose()
    command.run()
  }
  const onKey = (event: KeyboardEvent): void => {
    const last = shown().length - 1
    if (event.key === 'ArrowDown') setAt((now) => (now >= last ? 0 : now + 1))
    else if (event.key === 'ArrowUp') setAt((now) => (now <= 0 ? last : now - 1))
    else if (event.key === 'Enter') run(shown()[at()])
    else return
    event.preventDefault()
    document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Dialog title={t('ui.palette')} onClose={() => props.onClose()}>
      <input
        class="input"
        role="combobox"
        aria-label={t('ui.paletteHint')}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={shown().length > 0 ? `${id}-${at()}` : undefined}
        placeholder={t('ui.paletteHint')}
        autocomplete="off"
        value={text()}
        ref={(element) => queueMicrotask(() => element.focus())}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <div class="palette-list" role="listbox" id={`${id}-list`} aria-label={t('ui.palette')}>
        <For each={shown()} fallback={<p class="muted palette-none">{t('ui.nothingFound')}</p>}>
          {(command, index) => (
            <>
              <Show when={shown()[index() - 1]?.group !== command.group}>
                <div class="palette-group" role="presentation">
                  {command.group}
                </div>
              </Show>
              <div
                class="palette-item"
                role="option"
                id={`${id}-${index()}`}
                aria-selected={index() === at()}
                onClick={() => run(command)}
                onMouseMove={() => setAt(index())}
              >
                <span class="grow">{command.label}</span>
                <span class="tiny">{command.hint}</span>
                <Show when={command.shortcut}>{(keys) => <Kbd keys={keys()} />}</Show>
              </div>
            </>
          )}
        </For>
      </div>
    </Dialog>
  )
}
