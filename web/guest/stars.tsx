import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import Star from 'lucide-solid/icons/star'
import { words } from './lang.ts'

/** One to five, of what the page asks about. */
export function Stars(props: { readonly title: string; readonly value: number; readonly onChoose: (stars: number) => void }): JSX.Element {
  return (
    <fieldset class="stars">
      <legend class="hidden-text">{props.title}</legend>
      <For each={words().stars}>
        {(meaning, index) => (
          <label classList={{ on: index() < props.value }} title={meaning}>
            <input
              type="radio"
              name="stars"
              class="hidden-text"
              checked={props.value === index() + 1}
              onChange={() => props.onChoose(index() + 1)}
            />
            <Star size={30} aria-hidden="true" />
            <span class="hidden-text">{words().rateOf(index() + 1, meaning)}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
