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

/** Where the months of each representative or organization are summed, and by what else they may be narrowed there. */
interface Months {
  readonly source: SQL
  readonly narrowing: readonly SQL[]
}

const rolledUp = (grain: Grain): SQL => sql`(
  SELECT tenant_id, day, mode, evidence, CASE WHEN grain = 'rep' THEN key::uuid END AS rep_id, key AS organization_key, ${figures}
  FROM visit_rollups WHERE grain = ${grain})`

const rolledUpMonths = (grain: keyof typeof group): Months => ({ source: rolledUp(grain), narrowing: [sql`mode`, sql`evidence`] })

/** Of all modes and evidence; of the visits at which a product was shown, or of all. */
const totals = (grain: keyof typeof group, product: string | undefined): Months => ({
  source: sql`(
  SELECT tenant_id, product, day, CASE WHEN grain = 'rep' THEN key::uuid END AS rep_id, key AS organization_key, ${figures}
  FROM visit_totals WHERE grain = ${grain} AND product = ${product ?? ''})`,
  narrowing: product === undefined ? [] : [sql`product`],
})

/** Whole months from their sums, the days before and after them from `days`. */
function byMonths(grain: keyof typeof group, { from, to }: FiguresFilter, summed: Months, days: SQL): SQL {
  const { months, days: rest } = wholeMonths({ from, to })
  if (!months) return days
  const columns = sql.join([sql`tenant_id`, sql`day`, ...summed.narrowing, group[grain], figures], sql`, `)
  const part = (source: SQL, first: string, last: string): SQL =>
    sql`SELECT ${columns} FROM ${source} part WHERE day BETWEEN ${first} AND ${last}`
  const parts = [part(summed.source, `${months.from}-01`, `${months.to}-01`), ...rest.map((range) => part(days, range.from, range.to))]
  return sql`(${sql.join(parts, sql` UNION ALL `)})`
}

/** True where neither who asks nor what is asked for tells modes or evidence apart. */
const isOfAll = (reach: Reach, { mode, evidence }: FiguresFilter): boolean =>
  mode === undefined && evidence === undefined && (reach === 'all' || reach.every(({ having }) => Object.keys(having).length === 0))

/** Where figures that are asked for are read from: the coarsest sums that tell enough, else the visits themselves. */
export function sourceOf(reach: Reach, filter: FiguresFilter, groups: readonly FigureGroup[]): SQL {
  const ofProducts = filter.product !== undefined || groups.includes('product')
  const ofReps = filter.repId !== undefined || groups.includes('rep') || (reach !== 'all' && reach.some(({ own }) => own))
  const ofOrganizations = filter.organization !== undefined || groups.includes('organization')
  const byWeek = groups.includes('week')
  if (ofProducts && !ofReps && !ofOrganizations) return sql`visit_product_sums`
  if (!ofReps && !ofOrganizations) return rolledUp('day')
  const eachOne = ofProducts ? eachShownProduct(filter.product) : eachVisit
  const days = ofReps && !ofOrganizations && !ofProducts ? sql`visit_sums` : eachOne
  // Of one organization an index finds the visits, and so it does of one representative's products.
  const areFew = filter.organization !== undefined || groups.includes('product')
  if (byWeek || areFew || (ofReps && ofOrganizations)) return days
  const grain = ofReps ? 'rep' : 'organization'
  if (isOfAll(reach, filter)) return byMonths(grain, filter, totals(grain, filter.product), days)
  return ofProducts ? days : byMonths(grain, filter, rolledUpMonths(grain), days)
}

/** The visits themselves, for what no sums tell: which they are, and to which contacts. */
export const visitsOf = ({ product }: FiguresFilter): SQL => (product === undefined ? eachVisit : eachShownProduct(product))
