import { Problem } from '../problem.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'

/** What a table from outside may hold at most. */
export const tableLimits = { bytes: 5 * 1024 * 1024, rows: 5_000, columns: 50 } as const

/** A table as texts: its head, and its rows with the number each has in the file, empty ones left out. */
export interface TextTable {
  readonly head: readonly string[]
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[]
}

const isEmpty = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
const isZip = (content: Buffer): boolean => content.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))

function checkWidth(lines: readonly (readonly string[])[]): void {
  if (lines.some((cells) => cells.length > tableLimits.columns))
    throw new Problem('TooLarge', {
      ru: `В таблице больше ${tableLimits.columns} столбцов. Уберите лишние и загрузите снова.`,
      en: `The table has more than ${tableLimits.columns} columns. Remove those not needed and upload it again.`,
    })
}

/**
 * Reads CSV or XLSX, told by what is in it: the first row that is not empty is the head. Every cell is a text, formulas too.
 * @throws Problem BadInput, TooLarge, in words for whoever made the file
 */
export async function readTable(content: Buffer): Promise<TextTable> {
  const lines = isZip(content) ? await readXlsx(content) : readCsv(content)
  checkWidth(lines)
  const filled = lines.map((cells, at) => ({ number: at + 1, cells })).filter(({ cells }) => !isEmpty(cells))
  const [head, ...rows] = filled
  if (!head || rows.length === 0)
    throw new Problem('BadInput', {
      ru: 'В файле нет строк с данными. В первой строке нужны названия столбцов, ниже — по контакту в строке.',
      en: 'The file has no rows of data. The first row holds the names of columns, each row below it a contact.',
    })
  if (rows.length > tableLimits.rows)
    throw new Problem('TooLarge', {
      ru: `В файле больше ${tableLimits.rows} строк. Разделите его на части.`,
      en: `The file has more than ${tableLimits.rows} rows. Split it into parts.`,
    })
  return { head: head.cells.map((cell) => cell.trim()), rows }
}
