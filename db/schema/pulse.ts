import { bigint, integer, pgTable } from 'drizzle-orm/pg-core'
import { at } from './column.ts'

/** The heartbeat that both stores keep: each beat is counted here before the engine knows it. One row. */
export const pulse = pgTable('pulse', {
  id: integer('id').primaryKey(),
  beat: bigint('beat', { mode: 'number' }).notNull(),
  at: at('at').notNull(),
})
