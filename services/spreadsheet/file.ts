import { Readable } from 'node:stream'
import type { ExportFormat } from '../../domain/export-formats.ts'
import type { Lang } from '../../domain/label.ts'
import type { Table } from './cell.ts'
import { csvParts } from './csv.ts'
import { xlsxStream, xlsxType } from './xlsx.ts'

export const contentTypes: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv; charset=utf-8', xlsx: xlsxType }

export interface Export {
  readonly fileName: string
  readonly contentType: string
  /** The file as it is made; whoever stops reading destroys it. */
  readonly stream: Readable
}

/** @param name of the file, without an ending */
export const fileOf = (table: Table, name: string, format: ExportFormat, lang: Lang): Export => ({
  fileName: `${name}.${format}`,
  contentType: contentTypes[format],
  stream: format === 'csv' ? Readable.from(csvParts(table, lang)) : xlsxStream(table, lang),
})
