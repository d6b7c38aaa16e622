import type { JSX } from 'solid-js'
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
}

/** One line of text, also of a date or time (the browser's own picker speaks the person's language). */
export function TextField(props: TextFieldProps): JSX.Element {
  return (
    <Field {...props} reached={reachedBy(props.value, props.maxLength)}>
      {(ids) => (
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
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
