import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reach } from '../../../domain/limits.ts'
import type { FigureGroup } from '../../../domain/visit-figures.ts'
import type { rollupGrains } from '../../../db/schema/visit-sums.ts'
import { wholeMonths } from '../../process/whole-months.ts'
import type { FiguresFilter } from './filter.ts'

// `figures_of` is the one place that says what a visit adds to the figures; the sums are kept by it too.

type Grain = (typeof rollupGrains)[number]

const facts = sql`v.process_id, v.tenant_id, v.day, v.starts_at, v.rep_id, v.contact_organization_id, v.organization_name, v.contact_id, v.contact_name,
  coalesce(v.contact_organization_id::text, v.organization_name) AS organization_key, v.number, v.state, v.mode, coalesce(v.evidence, 'none') AS evidence, x.*`

const eachVisit = sql`(
  SELECT ${facts},
    v.reacted AS reactions, v.reaction_sum
  FROM visits v CROSS JOIN LATERAL figures_of(v) x)`

const eachShownProduct = (product: string | undefined) => sql`(
  SELECT ${facts},
    p.product, (p.reaction IS NOT NULL)::integer AS reactions, coalesce(p.reaction, 0) AS reaction_sum
  FROM visits v CROSS JOIN LATERAL figures_of(v) x CROSS JOIN LATERAL unnest(v.products, v.reactions) p (product, reaction)
  WHERE ${product === undefined ? sql`true` : sql`${product} = ANY (v.products)`})`

const figures = sql`visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum`
const group = { rep: sql`rep_id`, organization: sql`organization_key` } as const

const rolledUp = (grain: Grain): SQL => sql`(
  SELECT tenant_id, day, mode, evidence, CASE WHEN grain = 'rep' THEN key::uuid END AS rep_id, key AS organization_key, ${figures}
  FROM visit_rollups WHERE grain = ${grain})`

/** Whole months from their sums, the days before and after them from `days`. */
function byMonths(grain: keyof typeof group, { from, to }: FiguresFilter, days: SQL): SQL {
  const { months, days: rest } = wholeMonths({ from, to })
  if (!months) return days
  const columns = sql`tenant_id, day, mode, evidence, ${group[grain]}, ${figures}`
  const part = (source: SQL, first: string, last: string): SQL =>
    sql`SELECT ${columns} FROM ${source} part WHERE day BETWEEN ${first} AND ${last}`
  const parts = [part(rolledUp(grain), `${months.from}-01`, `${months.to}-01`), ...rest.map((range) => part(days, range.from, range.to))]
  return sql`(${sql.join(parts, sql` UNION ALL `)})`
}

/** Where figures that are asked for are read from: the coarsest sums that tell enough, else the visits themselves. */
export function sourceOf(reach: Reach, filter: FiguresFilter, groups: readonly FigureGroup[]): SQL {
  const ofProducts = filter.product !== undefined || groups.includes('product')
  const ofReps = filter.repId !== undefined || groups.includes('rep') || (reach !== 'all' && reach.some(({ own }) => own))
  const ofOrganizations = filter.organization !== undefined || groups.includes('organization')
  const byWeek = groups.includes('week')
  if (ofProducts) return ofReps || ofOrganizations ? eachShownProduct(filter.product) : sql`visit_product_sums`
  if (ofReps) return ofOrganizations ? eachVisit : byWeek ? sql`visit_sums` : byMonths('rep', filter, sql`visit_sums`)
  if (!ofOrganizations) return rolledUp('day')
  // Of one organization an index finds the visits.
  return filter.organization !== undefined || byWeek ? eachVisit : byMonths('organization', filter, eachVisit)
}

/** The visits themselves, for what no sums tell: which they are, and to which contacts. */
export const visitsOf = ({ product }: FiguresFilter): SQL => (product === undefined ? eachVisit : eachShownProduct(product))
