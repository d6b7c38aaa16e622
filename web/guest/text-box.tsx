import type { JSX } from 'solid-js'
import { Show, createUniqueId } from 'solid-js'
import { groupDigits } from '../../domain/text/digits.ts'
import { pluralForm } from '../../domain/text/plural.ts'
import { lang, words } from './lang.ts'

const characters = { ru: { one: 'знак', few: 'знака', many: 'знаков' }, en: { one: 'character', many: 'characters' } }

interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly optional?: boolean | undefined
  /** Set while the control is full: how many characters it takes. */
  readonly reached?: number | undefined
  /** The label is for screen readers: the heading above says it already. */
  readonly quiet?: boolean | undefined
  readonly children: (ids: {
    readonly id: string
    readonly describedBy: string | undefined
    readonly invalid: 'true' | undefined
  }) => JSX.Element
}

/** A field with its label, hint and what is wrong with it. */
export function Field(props: FieldProps): JSX.Element {
  const id = createUniqueId()
  const describedBy = (): string | undefined =>
    [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div class="field" classList={{ wrong: props.error !== undefined }}>
      <label for={id} classList={{ 'hidden-text': props.quiet === true }}>
        {props.label}
        <Show when={props.optional}>
          <span class="optional"> · {words().optional}</span>
        </Show>
      </label>
      <Show when={props.hint}>
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      {props.children({
        id,
        get describedBy() {
          return describedBy()
        },
        get invalid() {
          return props.error === undefined ? undefined : 'true'
        },
      })}
      <Show when={props.reached}>
        {(count) => (
          <p class="hint" role="status">
            {words().limitReached(`${groupDigits(String(count()))} ${pluralForm(characters, count(), lang())}`)}
          </p>
        )}
      </Show>
      <Show when={props.error}>
        <p class="field-error" id={`${id}-error`}>
          {props.error}
        </p>
      </Show>
    </div>
  )
}

type TextProps = Omit<FieldProps, 'children'> & {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly max: number
  readonly rows?: number | undefined
  readonly placeholder?: string | undefined
  readonly onPaste?: ((files: readonly File[]) => void) | undefined
  readonly onSubmit?: (() => void) | undefined
}

/** Several lines that grow with what is typed. Pasted pictures are handed over; Ctrl+Enter sends. */
export function TextBox(props: TextProps): JSX.Element {
  return (
    <Field {...props} reached={props.value.length >= props.max ? props.max : undefined}>
      {(ids) => (
        <textarea
          class="input"
          id={ids.id}
          rows={props.rows ?? 4}
          maxLength={props.max}
          value={props.value}
          placeholder={props.placeholder}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
          onInput={(event) => props.onValue(event.currentTarget.value)}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])]
            if (files.length === 0 || props.onPaste === undefined) return
            event.preventDefault()
            props.onPaste(files)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            props.onSubmit?.()
          }}
        />
      )}
    </Field>
  )
}
