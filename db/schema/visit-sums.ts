import { date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { visitModes } from '../../domain/visit-fields.ts'
import { visitProofs } from '../../domain/visit-evidence.ts'
import { tenantId } from './column.ts'

// Sums of what the function `figures_of` says of each row of `visits`, kept by a trigger on it at the end of each transaction.

const figures = () => ({
  visits: integer('visits').notNull(),
  held: integer('held').notNull(),
  noShow: integer('no_show').notNull(),
  cancelled: integer('cancelled').notNull(),
  reported: integer('reported').notNull(),
  onTime: integer('on_time').notNull(),
  nextWanted: integer('next_wanted').notNull(),
  nextHeld: integer('next_held').notNull(),
  ratings: integer('ratings').notNull(),
  ratingSum: integer('rating_sum').notNull(),
  reactions: integer('reactions').notNull(),
  reactionSum: integer('reaction_sum').notNull(),
})

/** The visits of each representative on each day. */
export const visitSums = pgTable(
  'visit_sums',
  {
    tenantId: tenantId(),
    day: date('day').notNull(),
    repId: uuid('rep_id').notNull(),
    mode: text('mode', { enum: visitModes }).notNull(),
    evidence: text('evidence', { enum: visitProofs }).notNull(),
    ...figures(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day, t.repId, t.mode, t.evidence] })],
)

/** The visits at which each product was shown on each day. */
export const visitProductSums = pgTable(
  'visit_product_sums',
  {
    tenantId: tenantId(),
    day: date('day').notNull(),
    product: text('product').notNull(),
    mode: text('mode', { enum: visitModes }).notNull(),
    evidence: text('evidence', { enum: visitProofs }).notNull(),
    ...figures(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day, t.product, t.mode, t.evidence] })],
)

/** What coarser sums are of: all visits of a day, those of a representative or of a contact's organization in a month. */
export const rollupGrains = ['day', 'rep', 'organization'] as const

/** Coarser sums: a year of many visits is as many rows of `visit_sums`. */
export const visitRollups = pgTable(
  'visit_rollups',
  {
    tenantId: tenantId(),
    grain: text('grain', { enum: rollupGrains }).notNull(),
    /** The day, or the first of the month. */
    day: date('day').notNull(),
    /** The representative's id; the organization's id, or its name where no list has it; empty for a day. */
    key: text('key').notNull(),
    mode: text('mode', { enum: visitModes }).notNull(),
    evidence: text('evidence', { enum: visitProofs }).notNull(),
    ...figures(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.grain, t.key, t.day, t.mode, t.evidence] }),
    index('visit_rollups_day').on(t.tenantId, t.grain, t.day),
  ],
)

/** Of whom whole months are summed once more, of all modes and evidence together. */
export const totalGrains = ['rep', 'organization'] as const

/** The months of each representative and each contact's organization, of all visits and of those at which each product was shown. */
export const visitTotals = pgTable(
  'visit_totals',
  {
    tenantId: tenantId(),
    grain: text('grain', { enum: totalGrains }).notNull(),
    /** Empty for all visits, whatever was shown. */
    product: text('product').notNull(),
    /** The first of the month. */
    day: date('day').notNull(),
    /** As in `visit_rollups`. */
    key: text('key').notNull(),
    ...figures(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.grain, t.product, t.day, t.key] })],
)
