import { buffer } from 'node:stream/consumers'
import { readSheet } from 'read-excel-file/node'
import { ZipFile } from 'yazl'
import { Problem } from '../problem.ts'
import { unzipParts } from './unzip-parts.ts'

/** A cell far below or far to the right has the reader fill in all cells before it. */
const nearRow = /^[1-9]\d{0,4}$/
const nearCell = /^A?[A-Z][1-9]\d{0,4}$/
const places = /(?<!\sxmlns:)\br\s*=\s*(["'])(.*?)\1/gs

const broken = (cause?: unknown): Problem =>
  new Problem(
    'BadInput',
    {
      ru: 'Файл не открывается как XLSX. Сохраните его в Excel ещё раз: «Книга Excel (.xlsx)» или «CSV UTF-8».',
      en: 'The file does not open as XLSX. Save it in Excel again as “Excel workbook (.xlsx)” or “CSV UTF-8”.',
    },
    { cause },
  )

function checkPlaces(part: string): void {
  for (const [, , place = ''] of part.matchAll(places))
    if (!nearRow.test(place) && !nearCell.test(place))
      throw new Problem('TooLarge', {
        ru: 'В таблице есть ячейки далеко за её краем. Скопируйте сами данные на новый лист и загрузите его.',
        en: 'The table has cells far beyond its edge. Copy the data alone to a new sheet and upload that.',
      })
}

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

/**
 * The rows of a workbook's first sheet, empty ones too; of a formula what it came to when the file was saved. It is unpacked here,
 * within limits, since the reader has none.
 * @throws Problem BadInput, TooLarge
 */
export async function readXlsx(content: Buffer): Promise<string[][]> {
  const parts = await unzipParts(content)
  if (!parts) throw broken()
  const zip = new ZipFile()
  for (const [path, bytes] of parts) {
    // Any of them may be the sheet: the workbook says which.
    checkPlaces(bytes.toString('utf8'))
    zip.addBuffer(bytes, path, { compress: false })
  }
  zip.end()
  const unpacked = await buffer(zip.outputStream)
  try {
    const rows = await readSheet(unpacked, { trim: false })
    return rows.map((cells) => cells.map(textOf))
  } catch (error) {
    throw broken(error)
  }
}
