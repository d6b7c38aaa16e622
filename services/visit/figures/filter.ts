import { and, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reach } from '../../../domain/limits.ts'
import { reachOf } from '../../../domain/limits.ts'
import { visit } from '../../../domain/visit.ts'
import type { ReportFilter } from '../../../domain/saved-report.ts'
import { dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import type { Ctx } from '../../context.ts'
import { forbidden, Problem } from '../../problem.ts'
import { isRowId } from '../../cursor.ts'
import { withinReach } from '../../readable.ts'
import { staffOnly } from '../../staff-only.ts'
import { limitedBy } from '../reach.ts'

/** Which visits are counted; everything given must hold. */
export interface FiguresFilter extends ReportFilter {
  /** Days `2026-11-26` by the organization's clock, both of them counted. */
  readonly from: string
  readonly to: string
}

const mostDays = 1_100

/** What whoever asks may see of visits. @throws Problem Forbidden for who sees none */
export function visibleVisits(ctx: Ctx): Reach {
  const reach = reachOf(visit, staffOnly(ctx))
  if (reach !== 'all' && reach.length === 0) throw forbidden()
  return reach
}

/** @throws Problem BadInput for a period that can't be */
export function checkPeriod({ from, to }: FiguresFilter): void {
  const [first, last] = [dayOfIsoDate(from), dayOfIsoDate(to)]
  if (first === undefined || last === undefined || first > last || last - first > mostDays)
    throw new Problem('BadInput', {
      ru: 'Период должен быть не длиннее трёх лет и не пустым',
      en: 'The period must not be empty or longer than three years',
    })
}

const ofFigures = limitedBy(sql`f.rep_id`, sql`f.mode`)

/** The conditions on `f`: what is asked for, of that which may be seen. */
export function conditionsOf(ctx: Ctx, reach: Reach, filter: FiguresFilter): SQL | undefined {
  const { from, to, repId, organization, product, mode, evidence } = filter
  return and(
    sql`f.tenant_id = ${ctx.tenantId}`,
    sql`f.day BETWEEN ${from} AND ${to}`,
    withinReach(ctx.actor, reach, ofFigures),
    repId === undefined ? undefined : sql`f.rep_id = ${repId}`,
    organization === undefined
      ? undefined
      : isRowId(organization)
        ? sql`f.contact_organization_id = ${organization}`
        : and(sql`f.contact_organization_id IS NULL`, sql`f.organization_name = ${organization}`),
    product === undefined ? undefined : sql`f.product = ${product}`,
    mode === undefined ? undefined : sql`f.mode = ${mode}`,
    evidence === undefined ? undefined : sql`f.evidence = ${evidence}`,
  )
}
