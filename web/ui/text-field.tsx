import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { FieldProps } from './field.tsx'
import { Field, reachedBy } from './field.tsx'

interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'date' | 'datetime-local' | 'time' | undefined
  readonly placeholder?: string | undefined
  readonly autocomplete?: string | undefined
  readonly maxLength?: number | undefined
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | undefined
  readonly autofocus?: boolean | undefined
  readonly name?: string | undefined
  readonly min?: string | undefined
  readonly max?: string | undefined
  /** What is likely meant, offered while one types; anything else may be typed too. */
  readonly suggestions?: readonly string[] | undefined
}

/** One line of text, also of a date or time (the browser's own picker speaks the person's language). */
export function TextField(props: TextFieldProps): JSX.Element {
  return (
    <Field {...props} reached={reachedBy(props.value, props.maxLength)}>
      {(ids) => (
        <>
          <input
            class="input"
            id={ids.id}
            name={props.name}
            type={props.type ?? 'text'}
            value={props.value}
            placeholder={props.placeholder}
            autocomplete={props.autocomplete ?? 'off'}
            maxLength={props.maxLength}
            inputMode={props.inputMode}
            min={props.min}
            max={props.max}
            required={props.required === true}
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            ref={(element) => {
              if (props.autofocus) queueMicrotask(() => element.focus())
            }}
            list={props.suggestions === undefined ? undefined : `${ids.id}-list`}
            onInput={(event) => props.onValue(event.currentTarget.value)}
          />
          <Show when={props.suggestions}>
            {(suggestions) => (
              <datalist id={`${ids.id}-list`}>
                <For each={suggestions()}>{(one) => <option value={one} />}</For>
              </datalist>
            )}
          </Show>
        </>
      )}
    </Field>
  )
}
