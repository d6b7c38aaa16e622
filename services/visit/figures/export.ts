import type { ExportFormat } from '../../../domain/export-formats.ts'
import { figureGroupLabels, measures } from '../../../domain/visit-figures.ts'
import type { Figures } from '../../../domain/visit-figures.ts'
import { visit } from '../../../domain/visit.ts'
import type { Ctx } from '../../context.ts'
import type { Cell, Table } from '../../spreadsheet/cell.ts'
import { fileOf } from '../../spreadsheet/file.ts'
import type { Export } from '../../spreadsheet/file.ts'
import { visitFigures } from './read.ts'
import type { FiguresInput, FiguresRow } from './read.ts'

const total = { ru: 'Всего', en: 'Total' } as const
const title = { ru: 'показатели', en: 'figures' } as const
const columns = Object.values(measures)

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

/** Shares as percents: what people read without a format of the cell. */
const cellsOf = (figures: Figures): Cell[] =>
  columns.map(({ kind, of }) => {
    const value = of(figures)
    if (value === null || kind === 'count') return value
    return kind === 'share' ? rounded(value * 100, 1) : rounded(value, 2)
  })

/** The figures as a table, the total last. @throws Problem Forbidden, BadInput */
export async function figuresTable(ctx: Ctx, input: FiguresInput): Promise<{ readonly table: Table; readonly name: string }> {
  const { lang } = ctx
  const { rows, total: whole } = await visitFigures({ ctx, input })
  const { by, over } = input
  const named = ({ label, span }: FiguresRow): Cell[] => (over === undefined ? [label] : [label, span])
  const cells = [
    ...rows.map((row) => [...named(row), ...cellsOf(row.figures)]),
    [total[lang], ...(over === undefined ? [] : [null]), ...cellsOf(whole)],
  ]
  const labels = columns.map(({ label, kind }) => (kind === 'share' ? `${label[lang]}, %` : label[lang]))
  const heads = [figureGroupLabels[by][lang], ...(over === undefined ? [] : [figureGroupLabels[over][lang]]), ...labels]
  const name = `${visit.pluralLabel[lang]} ${title[lang]} ${input.from} ${input.to}`
  return {
    name,
    table: {
      name: title[lang],
      columns: heads.map((label, at) => ({ label, width: at === 0 ? 32 : label.length + 4 })),
      rows: (async function* () {
        yield cells
      })(),
    },
  }
}

/** The same as a file. @throws Problem Forbidden, BadInput, before the stream begins */
export async function exportFigures({
  ctx,
  input,
  format,
}: {
  readonly ctx: Ctx
  readonly input: FiguresInput
  readonly format: ExportFormat
}): Promise<Export> {
  const { table, name } = await figuresTable(ctx, input)
  return fileOf(table, name, format, ctx.lang)
}
