import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Cell, Column, Table } from './cell.ts'
import { headStyle, instantStyle, moneyStyle, textStyle, wouldRunStyle } from './workbook-parts.ts'

/** All that a sheet holds, its first row taken by the names of the columns. */
const sheetRows = 1_048_576
const mostCharacters = 32_767
const daysTo1970 = 25_569

// XML keeps none of these; half a character and what Excel takes for the code of one (`_x000A_`) would be read as another.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand in XML, also between quotes. */
export const xmlText = (text: string): string =>
  text
    .slice(0, mostCharacters)
    .replace(unprintable, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')

type Place = `r="${string}"`

const textCell = (place: Place, text: string, style: number): string =>
  text === '' ? '' : `<c ${place} s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
const numberCell = (place: Place, value: number, style: number): string => `<c ${place} s="${style}"><v>${value}</v></c>`

function cellXml(place: Place, cell: Cell): string {
  if (cell === null) return ''
  // A text is never run, but one that begins like a formula would be once somebody edits it: it is marked as quoted.
  if (typeof cell === 'string') return textCell(place, cell, /^[=+\-@\t\r]/.test(cell) ? wouldRunStyle : textStyle)
  if (typeof cell === 'number') return numberCell(place, cell, textStyle)
  if ('wallMs' in cell) return numberCell(place, cell.wallMs / dayMs + daysTo1970, instantStyle)
  return numberCell(place, cell.kopecks / 100, moneyStyle)
}

/** `A` for the first column, `AA` for the 27th. */
function columnLetters(at: number): string {
  const rest = Math.floor(at / 26)
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (at % 26))
}

function rowXml<T>(letters: readonly string[], row: number, values: readonly T[], write: (place: Place, value: T) => string): string {
  const cells = values.map((value, at) => write(`r="${letters[at] ?? columnLetters(at)}${row}"`, value))
  return `<row r="${row}">${cells.join('')}</row>`
}

const head = (columns: readonly Column[]): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
    .map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('')}</cols><sheetData>`

/**
 * The table as a sheet, part by part: its head stays in sight and filters. A list that no sheet can hold ends with a row
 * that says so.
 */
export async function* sheetXml({ columns, rows }: Table, cutOff: string, mostRows = sheetRows): AsyncGenerator<string> {
  const letters = columns.map((_, at) => columnLetters(at))
  yield head(columns) + rowXml(letters, 1, columns, (place, { label }) => textCell(place, label, headStyle))
  let count = 1
  for await (const some of rows) {
    const fitting = some.slice(0, mostRows - 1 - count)
    yield fitting.map((cells, at) => rowXml(letters, count + at + 1, cells, cellXml)).join('')
    count += fitting.length
    if (fitting.length < some.length) {
      yield rowXml(letters, count + 1, [cutOff], cellXml)
      break
    }
  }
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1) ?? 'A'}${count}"/></worksheet>`
}
