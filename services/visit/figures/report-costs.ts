import { and, sql } from 'drizzle-orm'
import { fillTimesField, readFillTimes } from '../../../domain/fill-times.ts'
import type { AnyFormValues } from '../../../domain/form.ts'
import type { Json } from '../../../domain/json.ts'
import { costsOf } from '../../../domain/report-costs.ts'
import type { ReportCosts } from '../../../domain/report-costs.ts'
import type { Ctx } from '../../context.ts'
import { checkPeriod, conditionsOf, visibleVisits } from './filter.ts'
import type { FiguresFilter } from './filter.ts'
import { visitsOf } from './source.ts'

/** So many of the latest reports tell what reports cost now. */
const mostReports = 1_000

interface Selected extends Readonly<Record<string, unknown>> {
  readonly form: AnyFormValues
  readonly questions: Json
}

/** What the questions of reports cost those who answer, and how often they are answered; a report that was returned is counted as it was first. @throws Problem Forbidden, BadInput */
export async function reportCosts({ ctx, input }: { readonly ctx: Ctx; readonly input: FiguresFilter }): Promise<ReportCosts> {
  checkPeriod(input)
  const reach = visibleVisits(ctx)
  const { rows } = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx.execute<Selected>(sql`
      SELECT e.form, p.data -> 'reportQuestions' AS questions
      FROM (SELECT f.process_id FROM ${visitsOf(input)} f
        WHERE ${and(conditionsOf(ctx, reach, input), sql`f.reported = 1`)} ORDER BY f.day DESC LIMIT ${mostReports}) latest
      JOIN processes p ON p.id = latest.process_id AND p.tenant_id = ${ctx.tenantId}
      JOIN LATERAL (SELECT e.form FROM events e WHERE e.process_id = p.id AND e.tenant_id = p.tenant_id AND e.name = 'report' ORDER BY e.seq LIMIT 1) e ON true
      WHERE e.form ->> ${fillTimesField} IS NOT NULL`),
  )
  return costsOf(rows.map(({ form, questions }) => ({ form, times: readFillTimes(form), data: { reportQuestions: questions } })))
}
