import { eq } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { telegramChats } from '../../db/schema/telegram-chat.ts'
import { forgetChat } from '../telegram/chats.ts'

/** Sends nothing more to a chat, of whichever organization: its owner said so, or has blocked the bot. */
export async function unlinkChat(db: Database, which: { readonly chatId: number; readonly requestId: string }, now: Date): Promise<void> {
  const of = await db.system((tx) =>
    tx.selectDistinct({ tenantId: telegramChats.tenantId }).from(telegramChats).where(eq(telegramChats.chatId, which.chatId)),
  )
  for (const { tenantId } of of) await forgetChat(db, tenantId, which, now)
}
