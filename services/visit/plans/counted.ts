import { and, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { onlyVisitsOf } from '../reach.ts'

/** Which targets of a plan are looked at; everything given must hold. */
export interface TargetFilter {
  readonly planId: string
  readonly repId?: string | undefined
  /** Where the contact works; null for contacts that work nowhere. */
  readonly organizationId?: string | null | undefined
  /** Those alone for which visits are left to book. */
  readonly short?: boolean | undefined
}

/**
 * Targets with what came of them, as `t`. A visit counts by its representative, its contact and its day, of whatever mode: how
 * often somebody was visited is for whoever plans to know, also where the visits themselves are not for their eyes.
 */
export const countedTargets = sql`(
  SELECT g.id, g.tenant_id, g.plan_id, g.contact_id, g.rep_id, g.wanted, g.products, g.begun, p.from_day, p.to_day,
    c.name AS contact_name, c.contact_organization_id AS organization_id, o.name AS organization_name, o.refusal IS NOT NULL AS refused,
    least(g.wanted, n.held) AS held, least(g.wanted - least(g.wanted, n.held), n.booked) AS booked,
    greatest(0, g.wanted - n.held - n.booked) AS left_over, greatest(0, n.held + n.booked - g.wanted) AS extra
  FROM visit_targets g
    JOIN visit_plans p ON p.tenant_id = g.tenant_id AND p.id = g.plan_id
    JOIN contacts c ON c.tenant_id = g.tenant_id AND c.id = g.contact_id
    LEFT JOIN contact_organizations o ON o.tenant_id = c.tenant_id AND o.id = c.contact_organization_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(f.held), 0)::int AS held, coalesce(sum(1 - f.held), 0)::int AS booked
      FROM visits v CROSS JOIN LATERAL figures_of(v) f
      WHERE v.tenant_id = g.tenant_id AND v.contact_id = g.contact_id AND v.rep_id = g.rep_id AND v.holds AND v.day BETWEEN p.from_day AND p.to_day
    ) n
)`

/** The conditions on `t`: what is asked for, of that which may be seen. A representative sees their own targets alone. */
export function targetConditions(ctx: Ctx, { planId, repId, organizationId, short }: TargetFilter): SQL | undefined {
  const reps = onlyVisitsOf(ctx.actor)
  return and(
    sql`t.tenant_id = ${ctx.tenantId}`,
    sql`t.plan_id = ${planId}`,
    reps && inArray(sql`t.rep_id`, [...reps]),
    repId === undefined ? undefined : sql`t.rep_id = ${repId}`,
    organizationId === undefined
      ? undefined
      : organizationId === null
        ? sql`t.organization_id IS NULL`
        : sql`t.organization_id = ${organizationId}`,
    short === true ? sql`t.left_over > 0` : undefined,
  )
}
