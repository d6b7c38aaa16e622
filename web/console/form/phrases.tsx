import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { Label } from '../../../domain/label.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './form-words.ts'
import './phrases.css'

/** Common phrases of a text, each put at its end by a tap. */
export function Phrases(props: {
  readonly phrases: readonly Label[]
  readonly text: string
  readonly onText: (text: string) => void
}): JSX.Element {
  const unsaid = (): readonly Label[] => props.phrases.filter((phrase) => !props.text.includes(say(phrase)))
  const add = (phrase: string): void => props.onText(props.text.trim() === '' ? phrase : `${props.text.trimEnd()}\n${phrase}`)
  return (
    <Show when={unsaid().length > 0}>
      <div class="phrases" role="group" aria-label={t('form.phrases')}>
        <For each={unsaid()}>
          {(phrase) => (
            <button type="button" class="btn small" onClick={() => add(say(phrase))}>
              {say(phrase)}
            </button>
          )}
        </For>
      </div>
    </Show>
  )
}
