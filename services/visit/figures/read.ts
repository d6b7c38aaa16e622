import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { FigureGroup, Figures } from '../../../domain/visit-figures.ts'
import type { Reach } from '../../../domain/limits.ts'
import type { Tx } from '../../../db/client.ts'
import { contactOrganizations } from '../../../db/schema/visit.ts'
import { allOf } from '../../../db/transaction.ts'
import type { Ctx } from '../../context.ts'
import { isRowId } from '../../cursor.ts'
import { namesOf } from '../../people/names.ts'
import { checkPeriod, conditionsOf, visibleVisits } from './filter.ts'
import type { FiguresFilter } from './filter.ts'
import { sourceOf, visitsOf } from './source.ts'

export interface FiguresInput extends FiguresFilter {
  readonly by: FigureGroup
  /** Each row once more for every month or week. */
  readonly over?: 'month' | 'week' | undefined
}
export interface FiguresRow {
  /** A month `2026-11`, the Monday of a week, or what the group is filtered by. */
  readonly key: string
  readonly label: string
  /** As `key` of a month or a week; null without `over`. */
  readonly span: string | null
  readonly figures: Figures
}
export interface VisitFigures {
  readonly total: Figures
  /** In the order of time, or the most visits first. */
  readonly rows: readonly FiguresRow[]
  /** There are more rows than are shown. */
  readonly more: boolean
}
/** Contacts with visits in the period, and how many of them were visited. */
export interface Coverage {
  readonly contacts: number
  readonly visited: number
}

const mostRows = 1_000

const keys: Readonly<Record<FigureGroup, SQL>> = {
  // Dates alone: `to_char` and `date_trunc` look the zone up for every row.
  month: sql`left(f.day::text, 7)`,
  week: sql`(f.day + 1 - extract(isodow FROM f.day)::int)::text`,
  rep: sql`f.rep_id::text`,
  // Of those that are in the list of organizations their id, else the name.
  organization: sql`f.organization_key`,
  product: sql`f.product`,
}

const sums = sql`sum(f.visits)::int AS visits, sum(f.held)::int AS held, sum(f.no_show)::int AS "noShow", sum(f.cancelled)::int AS cancelled,
  sum(f.reported)::int AS reported, sum(f.on_time)::int AS "onTime", sum(f.next_wanted)::int AS "nextWanted", sum(f.next_held)::int AS "nextHeld",
  sum(f.ratings)::int AS ratings, sum(f.rating_sum)::int AS "ratingSum", sum(f.reactions)::int AS reactions, sum(f.reaction_sum)::int AS "reactionSum"`

const nothing: Figures = {
  ...{ visits: 0, held: 0, noShow: 0, cancelled: 0, reported: 0, onTime: 0, nextWanted: 0, nextHeld: 0 },
  ...{ ratings: 0, ratingSum: 0, reactions: 0, reactionSum: 0 },
}

type Counted = Readonly<Record<keyof Figures, number | null>>
type Selected = Counted & { readonly key: string | null; readonly span: string | null }

const figuresIn = (row: Counted): Figures => ({
  ...{ visits: row.visits ?? 0, held: row.held ?? 0, noShow: row.noShow ?? 0, cancelled: row.cancelled ?? 0 },
  ...{ reported: row.reported ?? 0, onTime: row.onTime ?? 0, nextWanted: row.nextWanted ?? 0, nextHeld: row.nextHeld ?? 0 },
  ...{ ratings: row.ratings ?? 0, ratingSum: row.ratingSum ?? 0, reactions: row.reactions ?? 0, reactionSum: row.reactionSum ?? 0 },
})

/** What has visits: a sum of those that have moved away stays, and is nothing. */
async function selected(tx: Tx, ctx: Ctx, reach: Reach, input: FiguresInput): Promise<readonly Selected[]> {
  const { by, over } = input
  const groups = over === undefined ? [by] : [by, over]
  const order = by === 'month' || by === 'week' ? sql`key` : sql`visits DESC, key`
  const { rows } = await tx.execute<Selected>(sql`
    SELECT ${keys[by]} AS key, ${over === undefined ? sql`NULL::text` : keys[over]} AS span, ${sums}
    FROM ${sourceOf(reach, input, groups)} f WHERE ${conditionsOf(ctx, reach, input)}
    GROUP BY 1, 2 HAVING sum(f.visits) > 0 ORDER BY ${order} LIMIT ${mostRows + 1}`)
  return rows
}

async function placeNames(tx: Tx, { tenantId }: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { id, name } = contactOrganizations
  const ofThese = and(eq(contactOrganizations.tenantId, tenantId), inArray(id, [...ids]))
  return new Map((await tx.select({ id, name }).from(contactOrganizations).where(ofThese)).map((row) => [row.id, row.name]))
}

/** Of all that is asked for, from sums where its groups would need the visits themselves. */
async function totalOf(tx: Tx, ctx: Ctx, reach: Reach, input: FiguresInput): Promise<Figures> {
  // A visit counts once for each of its products where it is told by product.
  const groups = input.by === 'product' ? [input.by] : []
  const { rows } = await tx.execute<Counted>(
    sql`SELECT ${sums} FROM ${sourceOf(reach, input, groups)} f WHERE ${conditionsOf(ctx, reach, input)}`,
  )
  return rows[0] ? figuresIn(rows[0]) : nothing
}

/**
 * The figures of visits that whoever asks may see, by the day they begin on.
 * @throws Problem Forbidden, BadInput
 */
export async function visitFigures({ ctx, input }: { readonly ctx: Ctx; readonly input: FiguresInput }): Promise<VisitFigures> {
  checkPeriod(input)
  const reach = visibleVisits(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const [parts, total] = await allOf([selected(tx, ctx, reach, input), totalOf(tx, ctx, reach, input)])
    const ids =
      input.by === 'rep' || input.by === 'organization' ? parts.flatMap(({ key }) => (key !== null && isRowId(key) ? [key] : [])) : []
    const names = input.by === 'organization' ? await placeNames(tx, ctx, ids) : await namesOf(tx, ids)
    return {
      total,
      rows: parts.slice(0, mostRows).map((row) => {
        const key = row.key ?? ''
        return { key, label: names.get(key) ?? key, span: row.span, figures: figuresIn(row) }
      }),
      more: parts.length > mostRows,
    }
  })
}

/** How many of the contacts were visited to whom visits were planned in the period. @throws Problem Forbidden, BadInput */
export async function visitCoverage({ ctx, input }: { readonly ctx: Ctx; readonly input: FiguresFilter }): Promise<Coverage> {
  checkPeriod(input)
  const reach = visibleVisits(ctx)
  const { rows } = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx.execute<{ contacts: number; visited: number }>(sql`
      SELECT count(*)::int AS contacts, count(*) FILTER (WHERE held > 0)::int AS visited FROM (
        SELECT sum(f.held) AS held FROM ${visitsOf(input)} f WHERE ${conditionsOf(ctx, reach, input)} AND f.contact_id IS NOT NULL GROUP BY f.contact_id
      ) each_contact`),
  )
  return rows[0] ?? { contacts: 0, visited: 0 }
}
