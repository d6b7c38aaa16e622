import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Reach } from '../../domain/messages/ways.ts'
import type { Lang } from '../../domain/label.ts'
import type { Database, Tx } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'
import { telegramChats } from '../../db/schema/telegram-chat.ts'
import { appendAudit } from '../audit/append.ts'
import { linkById } from '../system/link.ts'

const machine = { id: 'telegram', name: 'Telegram' }

/** The chats of people an organization writes to, by their addresses. */
export async function chatsOf(tx: Tx, tenantId: string, recipients: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const mine = and(eq(telegramChats.tenantId, tenantId), inArray(telegramChats.recipient, [...recipients]))
  const rows = await tx.select().from(telegramChats).where(mine)
  return new Map(rows.map((row) => [row.recipient, row.chatId]))
}

/** Under which of the two somebody has a chat; empty for none. */
export async function chatAt(tx: Tx, tenantId: string, { email, phone }: Pick<Reach, 'email' | 'phone'>): Promise<string> {
  const chats = await chatsOf(tx, tenantId, [email, phone])
  return [phone, email].find((one) => chats.has(one)) ?? ''
}

export interface Linked {
  readonly organization: string
  readonly lang: Lang
}

/**
 * Lets messages for the holder of a private link go to the chat; again it changes nothing. A chat of before gives way.
 * @returns undefined when the link opens nothing any more
 */
export async function linkChat(
  db: Database,
  wanted: { readonly linkId: string; readonly chatId: number; readonly requestId: string },
  now: Date,
): Promise<Linked | undefined> {
  const { linkId, chatId, requestId } = wanted
  const link = await linkById(db, linkId, now)
  if (!link || link.revokedAt !== null) return undefined
  const { tenantId, recipient, processId } = link
  return db.tenant(tenantId, async (tx) => {
    const changed = await tx
      .insert(telegramChats)
      .values({ tenantId, recipient, chatId, linkedAt: now })
      .onConflictDoUpdate({
        target: [telegramChats.tenantId, telegramChats.recipient],
        set: { chatId, linkedAt: now },
        setWhere: ne(telegramChats.chatId, chatId),
      })
      .returning({ recipient: telegramChats.recipient })
    const [organization] = await tx.select().from(organizations).where(eq(organizations.id, tenantId))
    if (!organization) return undefined
    if (changed.length > 0)
      appendAudit(tx, {
        ...{ tenantId, at: now, actor: { id: link.id, name: link.name }, requestId },
        ...{ action: 'telegram.link', entity: 'process', entityId: processId, before: null, after: { recipient } },
      })
    return { organization: organization.name, lang: organization.lang }
  })
}

/** Forgets a chat of one organization. */
export function forgetChat(
  db: Database,
  tenantId: string,
  which: { readonly chatId: number; readonly requestId: string },
  now: Date,
): Promise<void> {
  return db.tenant(tenantId, async (tx) => {
    const gone = await tx
      .delete(telegramChats)
      .where(and(eq(telegramChats.tenantId, tenantId), eq(telegramChats.chatId, which.chatId)))
      .returning({ recipient: telegramChats.recipient })
    for (const { recipient } of gone)
      appendAudit(tx, {
        ...{ tenantId, at: now, actor: machine, requestId: which.requestId },
        ...{ action: 'telegram.unlink', entity: 'contact', entityId: recipient, before: { recipient }, after: null },
      })
  })
}
