import { date, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, tenantId } from './column.ts'

/** A cycle in which contacts are visited so and so often: a quarter, or any days. */
export const visitPlans = pgTable(
  'visit_plans',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name').notNull(),
    /** Days by the organization's clock, both of them in the cycle. */
    fromDay: date('from_day').notNull(),
    toDay: date('to_day').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [unique('visit_plans_name').on(t.tenantId, t.name), index('visit_plans_days').on(t.tenantId, t.fromDay)],
)

/** How often a representative is to visit a contact in a cycle. */
export const visitTargets = pgTable(
  'visit_targets',
  {
    id: id(),
    tenantId: tenantId(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => visitPlans.id),
    contactId: uuid('contact_id').notNull(),
    repId: uuid('rep_id').notNull(),
    wanted: integer('wanted').notNull(),
    products: text('products').array().notNull(),
    /** How many visits were begun from it: the number of the next is part of its business key. */
    begun: integer('begun').notNull().default(0),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    unique('visit_targets_once').on(t.planId, t.contactId, t.repId),
    index('visit_targets_plan').on(t.tenantId, t.planId),
    index('visit_targets_contact').on(t.tenantId, t.contactId),
  ],
)

/** More visits to a contact in a month than they agreed to, by a manager's word. */
export const contactAllowances = pgTable(
  'contact_allowances',
  {
    id: id(),
    tenantId: tenantId(),
    contactId: uuid('contact_id').notNull(),
    /** Its first day. */
    month: date('month').notNull(),
    extra: integer('extra').notNull(),
    reason: text('reason').notNull(),
    givenBy: text('given_by').notNull(),
    givenAt: at('given_at').notNull(),
  },
  (t) => [index('contact_allowances_month').on(t.tenantId, t.contactId, t.month)],
)
