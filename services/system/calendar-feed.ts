import { and, eq, isNull } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { Role } from '../../domain/roles.ts'
import type { Database } from '../../db/client.ts'
import { calendarFeeds } from '../../db/schema/calendar-feed.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { tokenHash } from '../links/token.ts'

/** Whose feed an address is. */
export interface OpenedFeed {
  readonly tenantId: string
  readonly user: { readonly id: string; readonly name: string; readonly lang: Lang; readonly roles: readonly Role[] }
}

const readEveryMs = 60_000

/**
 * The person behind a feed's address, whose organization is known only from it; noted as read. `undefined` for a wrong and for a
 * revoked one, and for whoever has left.
 */
export async function openFeed(db: Database, token: string, now: Date): Promise<OpenedFeed | undefined> {
  const [row] = await db.systemRead
    .select({ feed: calendarFeeds, user: users, roles: memberships.roles })
    .from(calendarFeeds)
    .innerJoin(users, eq(users.id, calendarFeeds.userId))
    .innerJoin(memberships, and(eq(memberships.userId, calendarFeeds.userId), eq(memberships.tenantId, calendarFeeds.tenantId)))
    .where(and(eq(calendarFeeds.tokenHash, tokenHash(token)), isNull(calendarFeeds.revokedAt), isNull(users.disabledAt)))
  if (!row) return undefined
  const { feed, user, roles } = row
  if (now.getTime() - (feed.readAt?.getTime() ?? 0) >= readEveryMs)
    await db.system((tx) => tx.update(calendarFeeds).set({ readAt: now }).where(eq(calendarFeeds.id, feed.id)))
  return { tenantId: feed.tenantId, user: { id: user.id, name: user.name, lang: user.lang, roles } }
}
