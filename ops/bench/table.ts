import { judge } from './scenario.ts'
import type { BenchRow } from './scenario.ts'

const marks = { met: 'met', missed: 'MISSED', none: '' } as const

const short = (value: number): string => (Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1))

function aimText({ aim, unit }: BenchRow): string {
  if (!aim) return ''
  const bound = aim.atMost === undefined ? `≥ ${String(aim.atLeast ?? '')}` : `≤ ${String(aim.atMost)}`
  return `${aim.of} ${bound} ${unit}`
}

const cellsOf = (row: BenchRow): string[] => [
  row.what,
  row.unit,
  ...Object.entries(row.numbers).map(([name, value]) => `${name} ${short(value)}`),
]

/** The rows as a Markdown table, so that what is printed can be kept in a page. */
export function tableOf(rows: readonly BenchRow[]): string {
  const numbers = Math.max(0, ...rows.map((row) => Object.keys(row.numbers).length))
  const head = ['what', 'unit', ...Array.from({ length: numbers }, () => ''), 'aim', '']
  const lines = rows.map((row) => {
    const cells = cellsOf(row)
    const padded = [...cells, ...Array.from({ length: numbers + 2 - cells.length }, () => '')]
    return [...padded, aimText(row), [marks[judge(row)], row.note ?? ''].filter((text) => text !== '').join('; ')]
  })
  const widths = head.map((name, column) => Math.max(name.length, 3, ...lines.map((line) => line[column]?.length ?? 0)))
  const draw = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [draw(head), draw(widths.map((width) => '-'.repeat(width))), ...lines.map(draw)].join('\n')
}
