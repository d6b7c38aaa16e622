import { and, sql } from 'drizzle-orm'
import { dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import type { Lang } from '../../../domain/label.ts'
import type { ShortTarget } from '../../../domain/visit-proposals.ts'
import type { Tx } from '../../../db/client.ts'
import type { Ctx } from '../../context.ts'
import { countedTargets, targetConditions } from './counted.ts'
import type { TargetFilter } from './counted.ts'

/** A target for which visits are left, with what a booking from it says. */
export interface BookableTarget extends Omit<ShortTarget, 'terms'> {
  readonly contactName: string
  readonly organizationName: string | null
  readonly address: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly lang: Lang
  readonly products: readonly string[]
  /** How many visits were begun from it before. */
  readonly begun: number
}

type Selected = Omit<BookableTarget, 'zone' | 'repZone' | 'days'> & {
  readonly zone: string | null
  readonly repZone: string | null
  readonly days: readonly string[]
} & Readonly<Record<string, unknown>>

/** So many targets are proposed dates for or booked at once. */
export const mostAtOnce = 50

/** Targets with visits left to book, those furthest behind first; with `ids` these alone, also when nothing is left. */
export async function shortTargets(tx: Tx, ctx: Ctx, filter: TargetFilter, ids?: readonly string[]): Promise<readonly BookableTarget[]> {
  const which = ids === undefined ? sql`t.left_over > 0` : sql`t.id = ANY(${sql.param([...ids])}::uuid[])`
  const { rows } = await tx.execute<Selected>(sql`
    SELECT t.id, t.rep_id AS "repId", t.contact_id AS "contactId", t.wanted, t.left_over AS "left", t.products, t.begun,
      t.contact_name AS "contactName", t.organization_name AS "organizationName", o.address, c.email, c.phone, c.lang,
      coalesce(c.zone, o.zone) AS zone, m.zone AS "repZone",
      ARRAY(SELECT v.day::text FROM visits v WHERE v.tenant_id = t.tenant_id AND v.contact_id = t.contact_id AND v.rep_id = t.rep_id AND v.holds
        AND v.day BETWEEN t.from_day AND t.to_day) AS days
    FROM ${countedTargets} t JOIN contacts c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id
      LEFT JOIN memberships m ON m.tenant_id = t.tenant_id AND m.user_id = t.rep_id
      LEFT JOIN contact_organizations o ON o.tenant_id = t.tenant_id AND o.id = t.organization_id
    WHERE ${and(targetConditions(ctx, filter), which)}
    ORDER BY t.left_over::float8 / t.wanted DESC, t.contact_name, t.id::text LIMIT ${mostAtOnce}`)
  return rows.map(({ zone, repZone, days, ...row }) => ({
    ...row,
    zone: zone ?? undefined,
    repZone: repZone ?? undefined,
    days: days.flatMap((day) => dayOfIsoDate(day) ?? []),
  }))
}
