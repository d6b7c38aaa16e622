import { stringify } from 'csv-stringify/sync'
import type { Lang } from '../../domain/label.ts'
import { formatMoney } from '../../domain/text/money.ts'
import type { Cell, Table } from './cell.ts'

// Excel of each country expects its own, and knows UTF-8 only by this mark.
const delimiters: Readonly<Record<Lang, string>> = { ru: ';', en: ',' }
const byteOrderMark = '\uFEFF'

/** `2026-11-20 12:05`: what a spreadsheet takes for a date and sorts by. */
const wallText = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')

/** `12,5` for a Russian spreadsheet, which takes `12.5` for the 12th of May. */
const numberText = (value: number, lang: Lang): string => (lang === 'ru' ? String(value).replace('.', ',') : String(value))

/** A number stays one: what begins with its minus is no formula. */
function plain(cell: Cell): string | number {
  if (cell === null) return ''
  if (typeof cell !== 'object') return cell
  return 'wallMs' in cell ? wallText(cell.wallMs) : formatMoney(cell.kopecks)
}

const lines = (rows: readonly (readonly Cell[])[], lang: Lang): string =>
  // A cell that begins like a formula would be run by the spreadsheet that opens the file.
  stringify(
    rows.map((row) => row.map(plain)),
    {
      delimiter: delimiters[lang],
      record_delimiter: 'windows',
      quoted_match: /[\r\n]/,
      escape_formulas: true,
      cast: { number: (value) => numberText(value, lang) },
    },
  )

/** The table as CSV for the spreadsheets of the language's country, part by part. */
export async function* csvParts(table: Table, lang: Lang): AsyncGenerator<string> {
  yield byteOrderMark + lines([table.columns.map((column) => column.label)], lang)
  for await (const rows of table.rows) yield lines(rows, lang)
}
