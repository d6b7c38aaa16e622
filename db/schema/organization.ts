import { jsonb, pgTable, primaryKey, text, integer } from 'drizzle-orm/pg-core'
import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import { clocks, durationUnits } from '../../domain/calendar/clock.ts'
import { langs } from '../../domain/label.ts'
import { usualVisitsPerMonth } from '../../domain/contact-budget.ts'
import { usualQuietHours } from '../../domain/messages/quiet-hours.ts'
import { at, id, tenantId } from './column.ts'

/** A tenant. Its support address decides to whom a letter belongs. */
export const organizations = pgTable('organizations', {
  id: id(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  supportAddress: text('support_address').notNull().unique(),
  lang: text('lang', { enum: langs }).notNull(),
  calendar: jsonb('calendar').$type<BusinessCalendar>().notNull(),
  /** No SMS leaves between these, minutes of the receiver's day; the same twice: never quiet. */
  quietFromMinute: integer('quiet_from_minute').notNull().default(usualQuietHours.fromMinute),
  quietToMinute: integer('quiet_to_minute').notNull().default(usualQuietHours.toMinute),
  /** How many visits a calendar month a contact is taken to agree to, of whom nothing else is known. */
  visitsPerContactMonth: integer('visits_per_contact_month').notNull().default(usualVisitsPerMonth),
  /** What coaching notes score, where it is not the usual. */
  coachingCriteria: text('coaching_criteria').array().notNull().default([]),
  demo: text('demo', { enum: ['yes', 'no'] })
    .notNull()
    .default('no'),
  createdAt: at('created_at').notNull(),
})

/** An organization's own times, by the policy's name. */
export const policies = pgTable(
  'policies',
  {
    tenantId: tenantId(),
    name: text('name').notNull(),
    amount: integer('amount').notNull(),
    unit: text('unit', { enum: durationUnits }).notNull(),
    clock: text('clock', { enum: clocks }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.name] })],
)

/** The last number given out, per organization, prefix and year. Taken last in a transaction, so no number is lost. */
export const counters = pgTable(
  'counters',
  {
    tenantId: tenantId(),
    prefix: text('prefix').notNull(),
    year: integer('year').notNull(),
    last: integer('last').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.prefix, t.year] })],
)
