import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Lang } from '../../domain/label.ts'
import type { Table } from './cell.ts'
import { sheetXml, xmlText } from './sheet-xml.ts'
import { workbookParts } from './workbook-parts.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const longestName = 31
const cutOff: Readonly<Record<Lang, string>> = {
  ru: 'Лист полон, список длиннее. Сузьте фильтр или скачайте CSV.',
  en: 'The sheet is full, the list is longer. Narrow the filter or download CSV.',
}

/**
 * The table as a workbook, made as it is read: rows are asked for when the reader has taken those before, and no more when
 * the stream is destroyed. It fails as the rows fail.
 */
export function xlsxStream(table: Table, lang: Lang): Readable {
  const zip = new ZipFile()
  const file = new PassThrough()
  const sheet = Readable.from(sheetXml(table, cutOff[lang]))
  const fail = (error: Error): void => void file.destroy(error)
  sheet.once('error', fail)
  zip.once('error', fail)
  file.once('close', () => sheet.destroy())
  for (const [path, text] of Object.entries(workbookParts(xmlText(table.name.slice(0, longestName)))))
    zip.addBuffer(Buffer.from(text), path)
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  zip.outputStream.pipe(file)
  return file
}
