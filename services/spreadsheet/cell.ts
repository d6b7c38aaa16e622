/** A value of a table: text, a number, whole kopecks, an instant as the organization's wall clock shows it, or nothing. */
export type Cell = string | number | { readonly kopecks: number } | { readonly wallMs: number } | null

export interface Column {
  readonly label: string
  /** As many characters are seen without widening. */
  readonly width: number
}

/** A table that is read as it is written: rows come in small groups, each with a cell a column. */
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>
}
