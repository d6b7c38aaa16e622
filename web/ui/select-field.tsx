import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string | undefined
}

/** A list to choose one from; the browser's own, so it works with a thumb and with a screen reader. */
export function SelectField(
  props: FieldProps & {
    readonly value: string
    readonly options: readonly Option[]
    readonly empty?: string | undefined
    readonly onValue: (value: string) => void
  },
): JSX.Element {
  return (
    <Field {...props}>
      {(ids) => (
        <select
          class="input"
          id={ids.id}
          required={props.required === true}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
          onChange={(event) => props.onValue(event.currentTarget.value)}
        >
          <Show when={props.empty !== undefined}>
            <option value="" selected={props.value === ''}>
              {props.empty}
            </option>
          </Show>
          <For each={props.options}>
            {(option) => (
              <option value={option.value} selected={option.value === props.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  )
}
