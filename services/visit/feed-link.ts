import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { visit } from '../../domain/visit.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { calendarFeeds } from '../../db/schema/calendar-feed.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { tokenHash } from '../links/token.ts'
import { checkReadable } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'

/** The feed of whoever looks, without what opens it. */
export interface FeedView {
  readonly createdAt: Date
  /** When a calendar program last asked for it; null when none did. */
  readonly readAt: Date | null
}

const ownFeed = (ctx: Ctx, userId: string) =>
  and(eq(calendarFeeds.tenantId, ctx.tenantId), eq(calendarFeeds.userId, userId), isNull(calendarFeeds.revokedAt))

/** The feed in force; null when there is none. @throws Problem Forbidden */
export async function calendarFeed({ ctx }: { readonly ctx: Ctx }): Promise<FeedView | null> {
  const { id } = staffOnly(ctx)
  checkReadable(ctx.actor, visit)
  const [row] = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx.select({ createdAt: calendarFeeds.createdAt, readAt: calendarFeeds.readAt }).from(calendarFeeds).where(ownFeed(ctx, id)),
  )
  return row ?? null
}

function audit(tx: Tx, ctx: Ctx, action: 'calendar.feedIssued' | 'calendar.feedRevoked', userId: string): void {
  writeAudit(tx, ctx, { action, entity: 'user', entityId: userId, before: null, after: null })
}

async function end(tx: Tx, ctx: Ctx, userId: string): Promise<boolean> {
  const ended = await tx.update(calendarFeeds).set({ revokedAt: ctx.now }).where(ownFeed(ctx, userId)).returning({ id: calendarFeeds.id })
  return ended.length > 0
}

/**
 * Makes the address of the reader's own feed anew; one made before ends. The token is shown this once.
 * @throws Problem Forbidden
 */
export function issueFeed({ ctx }: { readonly ctx: Ctx }): Promise<{ readonly token: string }> {
  const { id: userId } = staffOnly(ctx)
  checkReadable(ctx.actor, visit)
  const token = randomBytes(32).toString('base64url')
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    await end(tx, ctx, userId)
    await tx.insert(calendarFeeds).values({ id: newId(), tenantId: ctx.tenantId, userId, tokenHash: tokenHash(token), createdAt: ctx.now })
    audit(tx, ctx, 'calendar.feedIssued', userId)
    return { token }
  })
}

/** Ends the reader's own feed: its address answers 404 from now on. @throws Problem Forbidden */
export function revokeFeed({ ctx }: { readonly ctx: Ctx }): Promise<{ readonly revoked: boolean }> {
  const { id: userId } = staffOnly(ctx)
  checkReadable(ctx.actor, visit)
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const revoked = await end(tx, ctx, userId)
    if (revoked) audit(tx, ctx, 'calendar.feedRevoked', userId)
    return { revoked }
  })
}
