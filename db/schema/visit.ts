import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { visitEvidence } from '../../domain/visit-evidence.ts'
import { reportQuestions } from '../../domain/report-template.ts'
import { visitModes } from '../../domain/visit-fields.ts'
import { at, id, tenantId } from './column.ts'

/** Where contacts work: a pharmacy, a clinic, a shop. */
export const contactOrganizations = pgTable(
  'contact_organizations',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name').notNull(),
    address: text('address'),
    /** IANA; where it is not known, its contacts go by the clock of whoever visits them. */
    zone: text('zone'),
    /** E.164. */
    phone: text('phone'),
    /** When it admits representatives in person (`weekOfHours`), where it has hours for them. */
    visitHours: text('visit_hours'),
    /** Why it admits none, and since when that is known here. */
    refusal: text('refusal'),
    refusedAt: at('refused_at'),
    words: text('words').array().notNull().default([]),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('contact_organizations_name').on(t.tenantId, t.name, t.id)],
)

/** What representatives show. */
export const products = pgTable(
  'products',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name').notNull(),
    /** Not shown any more: visits of before keep its name. */
    retiredAt: at('retired_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [unique('products_name').on(t.tenantId, t.name)],
)

/**
 * Visits as calendars, plans and figures read them: one row a visit, written with each of its records. The migrations see to it
 * that no representative and no contact is in two visits at once (`visits_rep_free`, `visits_contact_free`).
 */
export const visits = pgTable(
  'visits',
  {
    processId: uuid('process_id').primaryKey(),
    tenantId: tenantId(),
    number: text('number').notNull(),
    state: text('state').notNull(),
    repId: uuid('rep_id').notNull(),
    contactId: uuid('contact_id'),
    contactOrganizationId: uuid('contact_organization_id'),
    contactName: text('contact_name').notNull(),
    organizationName: text('organization_name').notNull(),
    address: text('address'),
    mode: text('mode', { enum: visitModes }).notNull(),
    startsAt: at('starts_at').notNull(),
    endsAt: at('ends_at').notNull(),
    /** Stands in the calendars: false once it is cancelled or was a no-show. Nobody else may have its time until it is finished. */
    holds: boolean('holds').notNull(),
    /** Null again after it was rescheduled. */
    confirmedAt: at('confirmed_at'),
    beganAt: at('began_at'),
    finishedAt: at('finished_at'),
    /** When its report was last submitted. */
    reportedAt: at('reported_at'),
    evidence: text('evidence', { enum: visitEvidence }),
    rating: integer('rating'),
    /** The day of its start by the organization's clock: what figures are summed by. */
    day: date('day').notNull(),
    /** Was its first report submitted in time? Null until there is one. */
    onTime: boolean('on_time'),
    /** Its report asks for a next visit; and that was held. */
    nextWanted: boolean('next_wanted').notNull().default(false),
    nextHeld: boolean('next_held').notNull().default(false),
    /** What was shown, and how each of them was taken: −2 to +2, null until it is reported. */
    products: text('products').array().notNull().default([]),
    reactions: smallint('reactions').array().$type<(number | null)[]>().notNull().default([]),
    reacted: integer('reacted').generatedAlwaysAs(sql`cardinality(array_remove(reactions, NULL))`),
    reactionSum: integer('reaction_sum').generatedAlwaysAs(sql`sum_of(reactions)`),
  },
  (t) => [
    index('visits_starts').on(t.tenantId, t.startsAt),
    index('visits_day').on(t.tenantId, t.day),
    index('visits_rep_day').on(t.tenantId, t.repId, t.day),
    index('visits_rep').on(t.tenantId, t.repId, t.startsAt),
    index('visits_covered').on(t.tenantId, t.contactId, t.day, t.state, t.mode, t.repId),
    index('visits_contact').on(t.tenantId, t.contactId, t.startsAt),
    index('visits_organization')
      .on(t.tenantId, t.contactOrganizationId, t.startsAt)
      .where(sql`contact_organization_id IS NOT NULL`),
  ],
)

/** What reports of visits ask, each choice of an organization a version of its own: a visit keeps the one it was begun with. */
export const reportTemplates = pgTable(
  'report_templates',
  {
    tenantId: tenantId(),
    version: integer('version').notNull(),
    questions: text('questions', { enum: reportQuestions }).array().notNull(),
    /** As many questions as may be chosen. */
    budget: integer('budget').notNull(),
    madeBy: uuid('made_by').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.version] })],
)
