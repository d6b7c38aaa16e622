import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reach } from '../../../domain/limits.ts'
import type { FigureGroup } from '../../../domain/visit-figures.ts'
import type { FiguresFilter } from './filter.ts'

// `figures_of` is the one place that says what a visit adds to the figures; the sums are kept by it too.

const facts = sql`v.process_id, v.tenant_id, v.day, v.starts_at, v.rep_id, v.contact_organization_id, v.organization_name, v.contact_id, v.contact_name,
  v.number, v.state, v.mode, coalesce(v.evidence, 'none') AS evidence, x.*`

const eachVisit = sql`(
  SELECT ${facts},
    v.reacted AS reactions, v.reaction_sum
  FROM visits v CROSS JOIN LATERAL figures_of(v) x)`

const eachShownProduct = (product: string | undefined) => sql`(
  SELECT ${facts},
    p.product, (p.reaction IS NOT NULL)::integer AS reactions, coalesce(p.reaction, 0) AS reaction_sum
  FROM visits v CROSS JOIN LATERAL figures_of(v) x CROSS JOIN LATERAL unnest(v.products, v.reactions) p (product, reaction)
  WHERE ${product === undefined ? sql`true` : sql`${product} = ANY (v.products)`})`

/** Where figures that are asked for are read from: sums by day where they tell enough, else the visits themselves. */
export function sourceOf(reach: Reach, filter: FiguresFilter, groups: readonly FigureGroup[]): SQL {
  const ofProducts = filter.product !== undefined || groups.includes('product')
  const ofReps = filter.repId !== undefined || groups.includes('rep') || (reach !== 'all' && reach.some(({ own }) => own))
  const summed = filter.organization === undefined && !groups.includes('organization') && !(ofProducts && ofReps)
  if (summed) return ofProducts ? sql`visit_product_sums` : sql`visit_sums`
  return ofProducts ? eachShownProduct(filter.product) : eachVisit
}

/** The visits themselves, for what no sums tell: which they are, and to which contacts. */
export const visitsOf = ({ product }: FiguresFilter): SQL => (product === undefined ? eachVisit : eachShownProduct(product))
