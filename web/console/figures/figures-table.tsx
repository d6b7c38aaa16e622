import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { MeasureName } from '../../../domain/visit-figures.ts'
import { measures } from '../../../domain/visit-figures.ts'
import { say } from '../../lib/i18n.ts'
import { figureText } from './figure-text.ts'
import type { FiguresRow } from './figures-source.ts'

/** Rows of figures; each opens its visits. A phone shows each row as a card. */
export function FiguresTable(props: {
  readonly label: string
  readonly head: string
  readonly rows: readonly FiguresRow[]
  readonly shown: readonly MeasureName[]
  readonly name: (row: FiguresRow) => string
  /** Narrows everything to the row. */
  readonly onChoose?: (row: FiguresRow) => void
  readonly onOpen: (row: FiguresRow, measure: MeasureName) => void
}): JSX.Element {
  return (
    <div class="figures-scroll">
      <table class="figures-table" aria-label={props.label}>
        <thead>
          <tr>
            <th scope="col">{props.head}</th>
            <For each={props.shown}>{(measure) => <th scope="col">{say(measures[measure].label)}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <th scope="row">
                  <Show when={props.onChoose} fallback={props.name(row)}>
                    {(choose) => (
                      <button type="button" class="figures-link" onClick={() => choose()(row)}>
                        {props.name(row)}
                      </button>
                    )}
                  </Show>
                </th>
                <For each={props.shown}>
                  {(measure) => (
                    <td data-label={say(measures[measure].label)}>
                      <FigureButton text={figureText(measure, row.figures)} onOpen={() => props.onOpen(row, measure)} />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

function FigureButton(props: { readonly text: string; readonly onOpen: () => void }): JSX.Element {
  return (
    <Show when={props.text !== '0' && props.text !== '—'} fallback={<span class="muted">{props.text}</span>}>
      <button type="button" class="figures-link num" onClick={() => props.onOpen()}>
        {props.text}
      </button>
    </Show>
  )
}
