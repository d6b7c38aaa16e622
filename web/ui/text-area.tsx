import type { JSX } from 'solid-js'
import type { FieldProps } from './field.tsx'
import { Field, reachedBy } from './field.tsx'

interface TextAreaProps extends FieldProps {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  readonly rows?: number | undefined
  readonly autofocus?: boolean | undefined
  /** Where the person types, after every change and move. */
  readonly onCaret?: ((element: HTMLTextAreaElement) => void) | undefined
  /** Keys before the field's own; one that was used prevents its default. */
  readonly onKey?: ((event: KeyboardEvent) => void) | undefined
  /** A list of suggestions below, and the chosen one in it, for screen readers. */
  readonly listId?: string | undefined
  readonly activeId?: string | undefined
  readonly onPasteFiles?: ((files: readonly File[]) => void) | undefined
}

/** Several lines of text that grow with what is typed; pasted pictures are handed over. */
export function TextArea(props: TextAreaProps): JSX.Element {
  return (
    <Field {...props} reached={reachedBy(props.value, props.maxLength)}>
      {(ids) => (
        <textarea
          class="input"
          id={ids.id}
          rows={props.rows ?? 3}
          value={props.value}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          required={props.required === true}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
          aria-controls={props.listId}
          aria-activedescendant={props.activeId}
          aria-autocomplete={props.onCaret === undefined ? undefined : 'list'}
          ref={(element) => {
            if (props.autofocus) queueMicrotask(() => element.focus())
          }}
          onInput={(event) => {
            props.onValue(event.currentTarget.value)
            props.onCaret?.(event.currentTarget)
          }}
          onClick={(event) => props.onCaret?.(event.currentTarget)}
          onKeyUp={(event) => {
            if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) props.onCaret?.(event.currentTarget)
          }}
          onKeyDown={(event) => props.onKey?.(event)}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])]
            if (files.length === 0 || props.onPasteFiles === undefined) return
            event.preventDefault()
            props.onPasteFiles(files)
          }}
        />
      )}
    </Field>
  )
}
