import { setImmediate } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import type { Cell, Table } from '../../services/spreadsheet/cell.ts'
import { csvParts } from '../../services/spreadsheet/csv.ts'
import { sheetXml } from '../../services/spreadsheet/sheet-xml.ts'
import { xlsxStream } from '../../services/spreadsheet/xlsx.ts'

const columns = ['Что', 'Сколько', 'Когда', 'Сумма'].map((label) => ({ label, width: 20 }))
const tableOf = (rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>): Table => ({
  name: 'Список <1> & "2"',
  columns,
  rows: (async function* groups() {
    for await (const row of rows) yield [row]
  })(),
})
const at = Date.UTC(2026, 10, 20, 12, 5)

test('a workbook keeps numbers as numbers, dates as dates and every text as it is', async () => {
  const texts = ['=1+1', '+7 912', '-2', '@cmd', '<b>&"\'', ' пробелы ', 'раз\nдва', '_x0041_', '🦊', '00123']
  const rows: Cell[][] = texts.map((text) => [text, 7, { wallMs: at }, { kopecks: 123_456 }])
  const file = await buffer(xlsxStream(tableOf([...rows, ['', null, null, null], ['x\u0000y\ud800', 1.5, null, null]]), 'ru'))
  const read = await readSheet(file, { trim: false })
  expect(read[0]).toEqual(columns.map(({ label }) => label))
  expect(read.slice(1, 1 + texts.length)).toEqual(texts.map((text) => [text, 7, expect.any(Date), 1234.56]))
  // A day's fraction holds no exact millisecond, and the reader cuts.
  expect(Number(read[1]?.[2])).toBeCloseTo(at, -1)
  expect(read.at(-1)).toEqual(['xy\ufffd', 1.5, null, null])
})

test('CSV writes numbers as the spreadsheet of the language reads them, a negative one too, and runs no text', async () => {
  const csvIn = async (lang: 'ru' | 'en'): Promise<string> => {
    let text = ''
    for await (const part of csvParts(tableOf([['-2', -1.25, { wallMs: at }, 87.5]]), lang)) text += part
    return text
  }
  expect(await csvIn('ru')).toBe("\uFEFFЧто;Сколько;Когда;Сумма\r\n'-2;-1,25;2026-11-20 12:05;87,5\r\n")
  expect(await csvIn('en')).toBe("\uFEFFЧто,Сколько,Когда,Сумма\r\n'-2,-1.25,2026-11-20 12:05,87.5\r\n")
})

test('its head stays in sight, filters all rows, columns are as wide as asked, and what begins like a formula is quoted', async () => {
  const parts: string[] = []
  for await (const part of sheetXml(tableOf([['=1+1'], ['plain']]), 'more')) parts.push(part)
  const xml = parts.join('')
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
  expect(xml).toContain('<col min="2" max="2" width="20" customWidth="1"/>')
  expect(xml).toContain('<autoFilter ref="A1:D3"/>')
  expect(xml).toMatch(/<c r="A2" s="4" t="inlineStr"><is><t xml:space="preserve">=1\+1</)
  expect(xml).toMatch(/<c r="A3" s="0" t="inlineStr"><is><t xml:space="preserve">plain</)
  expect(xml).not.toContain('<f>')
})

test('a list longer than a sheet ends with a row that says so', async () => {
  let xml = ''
  for await (const part of sheetXml(tableOf([['one'], ['two'], ['three'], ['four']]), 'cut off', 4)) xml += part
  expect(xml).toContain('two')
  expect(xml).not.toContain('three')
  expect(xml).toContain('cut off')
  expect(xml.match(/<row /g)).toHaveLength(4)
})

test('rows are asked for as the file is read, and no more when nobody reads it', async () => {
  let [asked, ended] = [0, false]
  const endless = (async function* rows() {
    try {
      for (;;) {
        asked += 1
        yield [String(Math.sin(asked)).repeat(100), asked, null, null]
        await setImmediate()
      }
    } finally {
      ended = true
    }
  })()
  const file = xlsxStream(tableOf(endless), 'ru')
  for await (const part of file) if (Buffer.isBuffer(part) && asked > 20) break
  await expect.poll(() => ended).toBe(true)
  const before = asked
  await setImmediate()
  expect(asked).toBe(before)
})

test('a file whose rows fail fails, instead of ending like a whole one', async () => {
  const failing = (async function* rows() {
    yield ['one', 1, null, null] satisfies Cell[]
    throw new Error('the rows are gone')
  })()
  await expect(buffer(xlsxStream(tableOf(failing), 'ru'))).rejects.toThrow('the rows are gone')
})
