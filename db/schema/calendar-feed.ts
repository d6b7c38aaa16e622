import { sql } from 'drizzle-orm'
import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id, tenantId } from './column.ts'

/** A secret address by which a person's calendar program reads their visits. Only the hash of the secret is kept. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: at('created_at').notNull(),
    /** When a program last asked for it. */
    readAt: at('read_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [
    uniqueIndex('calendar_feeds_user')
      .on(t.tenantId, t.userId)
      .where(sql`revoked_at IS NULL`),
  ],
)
