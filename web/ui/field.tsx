import type { JSX } from 'solid-js'
import { Show, createUniqueId } from 'solid-js'
import { formatCount } from '../lib/format.ts'
import { t } from '../lib/i18n.ts'
import './field.css'

export interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly required?: boolean | undefined
  readonly hideLabel?: boolean | undefined
  /** Set while the control is full: how many characters it takes. */
  readonly reached?: number | undefined
}

/** What a control of so many characters says once it takes no more. */
export const reachedBy = (value: string, maxLength: number | undefined): number | undefined =>
  maxLength !== undefined && value.length >= maxLength ? maxLength : undefined

export interface FieldIds {
  readonly id: string
  readonly describedBy: string | undefined
  readonly invalid: 'true' | undefined
}

/** Label, hint and error around one control, tied together for screen readers. */
export function Field(props: FieldProps & { readonly children: (ids: FieldIds) => JSX.Element }): JSX.Element {
  const id = createUniqueId()
  const ids: FieldIds = {
    id,
    get describedBy() {
      return props.error !== undefined ? `${id}-error` : props.hint !== undefined ? `${id}-hint` : undefined
    },
    get invalid() {
      return props.error !== undefined ? 'true' : undefined
    },
  }
  return (
    <div class="field" classList={{ wrong: props.error !== undefined }}>
      <label for={id} classList={{ 'hidden-text': props.hideLabel === true }}>
        {props.label}
        <Show when={props.required === false}>
          <span class="optional"> · {t('ui.optional')}</span>
        </Show>
      </label>
      {props.children(ids)}
      <Show when={props.reached}>
        {(count) => (
          <div class="tiny warn-text" role="status">
            {t('ui.limitReached', { shown: formatCount(count()), count: count() })}
          </div>
        )}
      </Show>
      <Show
        when={props.error}
        fallback={
          <Show when={props.hint}>
            <div class="tiny" id={`${id}-hint`}>
              {props.hint}
            </div>
          </Show>
        }
      >
        <div class="field-error" id={`${id}-error`} role="alert">
          {props.error}
        </div>
      </Show>
    </div>
  )
}
