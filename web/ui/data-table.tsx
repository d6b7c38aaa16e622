import type { JSX } from 'solid-js'
import { For, Show, createEffect, createMemo, createSignal, on, onMount } from 'solid-js'
import { createWindowVirtualizer } from '@tanstack/solid-virtual'
import { withWords } from '../lib/i18n.ts'
import { isPhone } from '../lib/phone.ts'
import { useShortcuts } from './shortcuts.ts'
import './data-table.css'

const ru = {
  'ui.nextRow': 'Следующая строка',
  'ui.previousRow': 'Предыдущая строка',
  'ui.openRow': 'Открыть строку',
} as const
const en: Readonly<Record<keyof typeof ru, string>> = {
  'ui.nextRow': 'Next row',
  'ui.previousRow': 'Previous row',
  'ui.openRow': 'Open the row',
}
const t = withWords<keyof typeof ru>({ ru, en })

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** A CSS grid track: `130px`, `minmax(200px, 2fr)`. */
  readonly width: string
  readonly sortable?: boolean
  readonly cell: (row: Row) => JSX.Element
}
export interface Sort {
  readonly by: string
  readonly descending: boolean
}
interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly totalCount?: number | undefined
  readonly rowId: (row: Row) => string
  readonly hrefOf?: (row: Row) => string
  readonly selected?: string | undefined
  readonly onSelect?: (id: string) => void
  readonly onOpen?: (row: Row) => void
  readonly sort?: Sort | undefined
  readonly onSort?: (sort: Sort) => void
  /** The row as people with a phone see it. */
  readonly card: (row: Row) => JSX.Element
  readonly onNearEnd?: () => void
}

const estimate = { row: 62, card: 118 } as const

/** A table of any length: only what is seen is in the page. `j`/`k` move, Enter opens, the header sorts and sticks. */
export function DataTable<Row>(props: DataTableProps<Row>): JSX.Element {
  let body: HTMLDivElement | undefined
  const [top, setTop] = createSignal(0)
  onMount(() => setTop(body?.offsetTop ?? 0))
  const virtual = createWindowVirtualizer({
    get count() {
      return props.rows.length
    },
    estimateSize: () => (isPhone() ? estimate.card : estimate.row),
    overscan: 8,
    get scrollMargin() {
      return top()
    },
    getItemKey: (index) => {
      const row = props.rows[index]
      return row === undefined ? index : props.rowId(row)
    },
  })
  const tracks = createMemo(() => props.columns.map((column) => column.width).join(' '))
  const indexOfSelected = createMemo(() => props.rows.findIndex((row) => props.rowId(row) === props.selected))
  const move = (by: number): void => {
    const at = Math.min(Math.max(indexOfSelected() + by, 0), props.rows.length - 1)
    const row = props.rows[at]
    if (row === undefined) return
    props.onSelect?.(props.rowId(row))
    virtual.scrollToIndex(at, { align: 'auto' })
  }
  useShortcuts([
    { keys: 'j', label: () => t('ui.nextRow'), run: () => move(1) },
    { keys: 'k', label: () => t('ui.previousRow'), run: () => move(-1) },
    {
      keys: 'Enter',
      label: () => t('ui.openRow'),
      enabled: () => indexOfSelected() >= 0,
      run: () => {
        const row = props.rows[indexOfSelected()]
        if (row !== undefined) props.onOpen?.(row)
      },
    },
  ])
  createEffect(
    on(
      () => virtual.getVirtualItems().at(-1)?.index ?? -1,
      (last) => {
        if (last >= props.rows.length - 10 && props.rows.length > 0) props.onNearEnd?.()
      },
    ),
  )
  return (
    <div class="table" role="table" aria-label={props.label} aria-rowcount={(props.totalCount ?? props.rows.length) + 1}>
      <div class="table-head" role="rowgroup" classList={{ 'hidden-text': isPhone() }}>
        <div class="table-row" role="row" aria-rowindex={1} style={{ 'grid-template-columns': tracks() }}>
          <For each={props.columns}>{(column) => <HeaderCell column={column} sort={props.sort} onSort={props.onSort} />}</For>
        </div>
      </div>
      <div class="table-body" role="rowgroup" ref={body} style={{ height: `${virtual.getTotalSize()}px` }}>
        <For each={virtual.getVirtualItems()}>
          {(item) => (
            <Show when={props.rows[item.index]}>
              {(row) => (
                <div
                  class="table-row"
                  classList={{ on: props.rowId(row()) === props.selected, cards: isPhone() }}
                  role="row"
                  aria-rowindex={item.index + 2}
                  data-index={item.index}
                  ref={(element) => queueMicrotask(() => virtual.measureElement(element))}
                  style={{
                    transform: `translateY(${item.start - top()}px)`,
                    'grid-template-columns': isPhone() ? '1fr' : tracks(),
                  }}
                  onClick={(event) => {
                    if (event.target instanceof Element && event.target.closest('a,button,input') !== null) return
                    props.onSelect?.(props.rowId(row()))
                    props.onOpen?.(row())
                  }}
                >
                  <Show
                    when={!isPhone()}
                    fallback={
                      <div class="table-card" role="cell">
                        {props.card(row())}
                      </div>
                    }
                  >
                    <For each={props.columns}>
                      {(column) => (
                        <div class="table-cell" role="cell">
                          {column.cell(row())}
                        </div>
                      )}
                    </For>
                  </Show>
                </div>
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  )
}

function HeaderCell<Row>(props: {
  readonly column: Column<Row>
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort) => void) | undefined
}): JSX.Element {
  const sorted = (): 'ascending' | 'descending' | 'none' | undefined => {
    if (!props.column.sortable) return undefined
    if (props.sort?.by !== props.column.id) return 'none'
    return props.sort.descending ? 'descending' : 'ascending'
  }
  return (
    <div class="table-header" role="columnheader" aria-sort={sorted()}>
      <Show when={props.column.sortable} fallback={props.column.header}>
        <button type="button" onClick={() => props.onSort?.({ by: props.column.id, descending: sorted() === 'ascending' })}>
          {props.column.header}
          <span aria-hidden="true">{sorted() === 'ascending' ? '↑' : sorted() === 'descending' ? '↓' : ''}</span>
        </button>
      </Show>
    </div>
  )
}
