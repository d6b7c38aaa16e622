import { and, eq } from 'drizzle-orm'
import type { ChatOffer } from '../../domain/messages/chat-offer.ts'
import type { Tx } from '../../db/client.ts'
import { links } from '../../db/schema/person.ts'
import { telegramChats } from '../../db/schema/telegram-chat.ts'
import type { Visitor } from '../links/visitor.ts'

/** Where somebody opens the bot from their private page. */
export interface ChatDoor {
  urlFor(linkId: string): string
}

/** What a private page says of the messenger; null where the installation has none. */
export async function chatOffer(tx: Tx, { ctx, linkId }: Visitor, door: ChatDoor | undefined): Promise<ChatOffer | null> {
  if (!door) return null
  const chat = and(eq(telegramChats.tenantId, links.tenantId), eq(telegramChats.recipient, links.recipient))
  const [row] = await tx
    .select({ chatId: telegramChats.chatId })
    .from(links)
    .leftJoin(telegramChats, chat)
    .where(and(eq(links.tenantId, ctx.tenantId), eq(links.id, linkId)))
  return { url: door.urlFor(linkId), linked: typeof row?.chatId === 'number' }
}
