import { sql } from 'drizzle-orm'
import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { langs } from '../../domain/label.ts'
import { messageNames } from '../../domain/messages/message-names.ts'
import { at, id, tenantId } from './column.ts'

/** An organization's own text of a letter or SMS. A text is never rewritten: what is written by it keeps it, and an edit is another row. */
export const messageTexts = pgTable(
  'message_texts',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name', { enum: messageNames }).notNull(),
    lang: text('lang', { enum: langs }).notNull(),
    /** Empty for an SMS. */
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    byId: uuid('by_id').notNull(),
    byName: text('by_name').notNull(),
    at: at('at').notNull(),
    /** When another took its place, or the product's own did. */
    endedAt: at('ended_at'),
  },
  (t) => [
    uniqueIndex('message_texts_current')
      .on(t.tenantId, t.name, t.lang)
      .where(sql`ended_at IS NULL`),
  ],
)
