import type { JSX } from 'solid-js'
import { For, Show, createEffect, createSignal, on } from 'solid-js'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'
import './find-field.css'

interface FindFieldProps<Row> extends FieldProps {
  readonly value: string
  readonly placeholder: string
  readonly onValue: (text: string) => void
  /** What was found; undefined while nothing is looked for. */
  readonly found: readonly Row[] | undefined
  /** What the list is called, and what it says when it is empty. */
  readonly foundLabel: string
  readonly nothing: string
  readonly show: (row: Row) => JSX.Element
  readonly onChoose: (row: Row) => void
}

/**
 * Finds one of many as one types: a combobox with a list (WAI-ARIA). The arrows go through what was found, Enter takes it and never
 * sends the form while something is looked for, Esc closes the list and then empties the field.
 */
export function FindField<Row>(props: FindFieldProps<Row>): JSX.Element {
  const [at, setAt] = createSignal(-1)
  const [closed, setClosed] = createSignal(false)
  createEffect(
    on(
      () => props.found,
      () => {
        setAt(-1)
        setClosed(false)
      },
    ),
  )
  const rows = (): readonly Row[] => (closed() ? [] : (props.found ?? []))
  const choose = (row: Row | undefined): void => {
    if (row !== undefined) props.onChoose(row)
  }
  const go = (to: number): void => {
    setClosed(false)
    setAt(to)
  }
  const onKey = (event: KeyboardEvent, id: string): void => {
    const last = (props.found?.length ?? 0) - 1
    if (event.isComposing) return
    if (event.key === 'ArrowDown' && last >= 0) go(at() >= last ? 0 : at() + 1)
    else if (event.key === 'ArrowUp' && last >= 0) go(at() <= 0 ? last : at() - 1)
    else if (event.key === 'Enter' && props.value !== '') choose(rows()[Math.max(at(), 0)])
    else if (event.key === 'Escape' && rows().length > 0) setClosed(true)
    else if (event.key === 'Escape' && props.value !== '') props.onValue('')
    else return
    event.preventDefault()
    event.stopPropagation()
    document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Field {...props}>
      {(ids) => (
        <>
          <input
            class="input"
            id={ids.id}
            type="search"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={rows().length > 0}
            aria-controls={`${ids.id}-list`}
            aria-activedescendant={rows().length > 0 && at() >= 0 ? `${ids.id}-${at()}` : undefined}
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            autocomplete="off"
            placeholder={props.placeholder}
            value={props.value}
            onInput={(event) => props.onValue(event.currentTarget.value)}
            onKeyDown={(event) => onKey(event, ids.id)}
          />
          <div class="card find-list" role="listbox" id={`${ids.id}-list`} aria-label={props.foundLabel} hidden={rows().length === 0}>
            <For each={rows()}>
              {(row, index) => (
                // The focus stays in the field: a press there is no way out of it.
                <div
                  class="find-option"
                  role="option"
                  id={`${ids.id}-${index()}`}
                  aria-selected={index() === at()}
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseMove={() => setAt(index())}
                  onClick={() => choose(row)}
                >
                  {props.show(row)}
                </div>
              )}
            </For>
          </div>
          <Show when={props.found?.length === 0}>
            <p class="tiny" role="status">
              {props.nothing}
            </p>
          </Show>
        </>
      )}
    </Field>
  )
}
