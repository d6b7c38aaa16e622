import { bigint, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { at, tenantId } from './column.ts'

/** The chat in which somebody outside wants an organization's messages, by the address or phone that they are known by there. */
export const telegramChats = pgTable(
  'telegram_chats',
  {
    tenantId: tenantId(),
    recipient: text('recipient').notNull(),
    /** The messenger's own; below 2^52. */
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    linkedAt: at('linked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.recipient] }), index('telegram_chats_chat').on(t.chatId)],
)
