import { daysOfReport, nextSending } from '../../domain/saved-report.ts'
import type { FigureDays } from '../../domain/figure-period.ts'
import type { Ctx } from '../context.ts'
import { organizationRules } from '../organization/rules.ts'
import type { Cell } from '../spreadsheet/cell.ts'
import { figuresTable } from '../visit/figures/export.ts'
import { visibleVisits } from '../visit/figures/filter.ts'
import type { SaveReportInput } from './change.ts'

export interface ReportPreview {
  readonly days: FigureDays
  readonly nextAt: Date
  readonly columns: readonly string[]
  /** The first rows of what the asker would get, and the total. */
  readonly rows: readonly (readonly Cell[])[]
  readonly total: readonly Cell[]
}

const shownRows = 5

/** What a report would hold for whoever asks, if it were sent now, and when it is sent next. @throws Problem Forbidden */
export async function previewReport({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: Pick<SaveReportInput, 'filter' | 'by' | 'period' | 'rhythm' | 'weekday' | 'hour'>
}): Promise<ReportPreview> {
  visibleVisits(ctx)
  const { calendar } = await ctx.db.tenantRead(ctx.tenantId, (tx) => organizationRules(tx, ctx.tenantId))
  const days = daysOfReport(calendar, input, input.period, ctx.now.getTime())
  const { table } = await figuresTable(ctx, { ...input.filter, ...days, by: input.by })
  const rows: (readonly Cell[])[] = []
  for await (const some of table.rows) rows.push(...some)
  const total = rows.pop() ?? []
  return {
    ...{ days, total, rows: rows.slice(0, shownRows), columns: table.columns.map(({ label }) => label) },
    nextAt: new Date(nextSending(calendar, input, ctx.now.getTime())),
  }
}
