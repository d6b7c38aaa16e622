import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal, createUniqueId } from 'solid-js'
import { roleLabels } from '../../../domain/roles.ts'
import { say } from '../../lib/i18n.ts'
import { typedMention } from '../../lib/mentions.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import type { Colleague } from './colleagues-source.ts'
import { t } from './words/words.ts'
import './mention-box.css'

const mostOffered = 6

/** True when each typed word begins a word of the name, so `@кра` and `@анна кр` both find Анна Кравцова. */
function fits(name: string, typed: string): boolean {
  const parts = name.toLowerCase().split(' ')
  return typed
    .toLowerCase()
    .split(' ')
    .every((word) => parts.some((part) => part.startsWith(word)))
}

/** Text in which `@` offers people; arrows choose, Enter or Tab takes, Escape goes on without. */
export function MentionBox(props: {
  readonly label: string
  readonly placeholder: string
  readonly error: string | undefined
  readonly value: string
  readonly people: readonly Colleague[]
  readonly onAsk: () => void
  readonly onValue: (value: string) => void
  readonly onPick: (person: Colleague) => void
}): JSX.Element {
  const id = createUniqueId()
  const [caret, setCaret] = createSignal<number>()
  const [at, setAt] = createSignal(0)
  let element: HTMLTextAreaElement | undefined
  const typing = createMemo(() => {
    const place = caret()
    return place === undefined ? undefined : typedMention(props.value, place)
  })
  const offered = createMemo(() => {
    const typed = typing()?.typed
    return typed === undefined ? [] : props.people.filter((person) => fits(person.name, typed)).slice(0, mostOffered)
  })
  const chosen = (): Colleague | undefined => offered()[Math.min(at(), offered().length - 1)]
  const look = (area: HTMLTextAreaElement): void => {
    element = area
    setCaret(area.selectionStart === area.selectionEnd ? area.selectionStart : undefined)
    if (typing() !== undefined) props.onAsk()
  }
  const take = (person: Colleague): void => {
    const from = typing()?.from
    const to = caret()
    if (from === undefined || to === undefined) return
    const before = `${props.value.slice(0, from)}@${person.name} `
    props.onPick(person)
    props.onValue(before + props.value.slice(to).replace(/^ /, ''))
    setCaret(undefined)
    setAt(0)
    queueMicrotask(() => {
      element?.focus()
      element?.setSelectionRange(before.length, before.length)
    })
  }
  const onKey = (event: KeyboardEvent): void => {
    const person = chosen()
    if (person === undefined) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      setAt((held) => (held + (event.key === 'ArrowDown' ? 1 : -1) + offered().length) % offered().length)
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') take(person)
    else if (event.key === 'Escape') setCaret(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="mention-box" onFocusOut={() => setCaret(undefined)}>
      <TextArea
        label={props.label}
        hideLabel
        placeholder={props.placeholder}
        rows={2}
        maxLength={20_000}
        error={props.error}
        value={props.value}
        listId={chosen() === undefined ? undefined : id}
        activeId={chosen() === undefined ? undefined : `${id}-${chosen()?.id ?? ''}`}
        onCaret={look}
        onKey={onKey}
        onValue={(value) => {
          setAt(0)
          props.onValue(value)
        }}
      />
      <Show when={offered().length > 0}>
        <ul class="mention-list" id={id} role="listbox" aria-label={t('page.mention')}>
          <For each={offered()}>
            {(person) => (
              <li
                id={`${id}-${person.id}`}
                role="option"
                aria-selected={person.id === chosen()?.id}
                classList={{ on: person.id === chosen()?.id }}
                onMouseDown={(event) => {
                  event.preventDefault()
                  take(person)
                }}
              >
                <Avatar name={person.name} />
                <span>{person.name}</span>
                <span class="tiny">{person.roles.map((role) => say(roleLabels[role])).join(', ')}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}
