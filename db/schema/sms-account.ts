import { bigint, integer, pgTable } from 'drizzle-orm/pg-core'
import { at } from './column.ts'

/** What is left on the installation's account with the SMS provider. One row. */
export const smsAccount = pgTable('sms_account', {
  id: integer('id').primaryKey(),
  /** Null until it was told for the first time. */
  balanceKopecks: bigint('balance_kopecks', { mode: 'number' }),
  /** When it was asked for last: one worker asks for all. */
  askedAt: at('asked_at').notNull(),
  /** When it was told. */
  at: at('at'),
  /** Since when it is below the threshold; administrators are told at the fall. */
  lowSince: at('low_since'),
})
