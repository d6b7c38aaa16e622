import type { JSX } from 'solid-js'
import { For, Show, createUniqueId } from 'solid-js'
import { t } from '../lib/i18n.ts'
import type { FieldProps } from './field.tsx'
import type { Option } from './select-field.tsx'

/** A few choices shown at once; arrow keys move between them. */
export function ChoiceField(
  props: FieldProps & {
    readonly value: string
    readonly options: readonly Option[]
    readonly onValue: (value: string) => void
  },
): JSX.Element {
  const name = createUniqueId()
  return (
    <fieldset
      class="field"
      classList={{ wrong: props.error !== undefined }}
      aria-describedby={props.error === undefined ? undefined : `${name}-error`}
    >
      <legend class="field-legend" classList={{ 'hidden-text': props.hideLabel === true }}>
        {props.label}
        <Show when={props.required === false}>
          <span class="optional"> · {t('ui.optional')}</span>
        </Show>
      </legend>
      <div class="choices">
        <For each={props.options}>
          {(option) => (
            <label class="choice">
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={option.value === props.value}
                onChange={() => props.onValue(option.value)}
              />
              <span>
                {option.label}
                <Show when={option.hint}>
                  <small>{option.hint}</small>
                </Show>
              </span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.error}>
        <div class="field-error" id={`${name}-error`} role="alert">
          {props.error}
        </div>
      </Show>
      <Show when={props.error === undefined && props.hint}>
        <div class="tiny">{props.hint}</div>
      </Show>
    </fieldset>
  )
}

/** Several of a few choices. */
export function ManyField(
  props: FieldProps & {
    readonly values: readonly string[]
    readonly options: readonly Option[]
    readonly onValues: (values: string[]) => void
  },
): JSX.Element {
  const toggle = (value: string): void => {
    props.onValues(props.values.includes(value) ? props.values.filter((held) => held !== value) : [...props.values, value])
  }
  return (
    <fieldset class="field" classList={{ wrong: props.error !== undefined }}>
      <legend class="field-legend" classList={{ 'hidden-text': props.hideLabel === true }}>
        {props.label}
      </legend>
      <div class="choices">
        <For each={props.options}>
          {(option) => (
            <label class="choice">
              <input type="checkbox" checked={props.values.includes(option.value)} onChange={() => toggle(option.value)} />
              <span>{option.label}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.error}>
        <div class="field-error" role="alert">
          {props.error}
        </div>
      </Show>
    </fieldset>
  )
}
