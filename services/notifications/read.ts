import { and, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Label } from '../../domain/label.ts'
import { notifications } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { publishPerson } from '../live/publish.ts'
import { decodeCursor, encodeCursor, instantShape, isRowId } from '../cursor.ts'
import { exactUpTo } from '../process/filter.ts'
import { countOf, pageSize } from '../process/list.ts'
import type { Page } from '../process/list.ts'
import { ofReadable } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import type { Staff } from '../staff-only.ts'

export interface NotificationView {
  readonly id: string
  readonly kind: (typeof notifications.$inferSelect)['kind']
  readonly text: Label
  /** Null, like what is said of the process, for what concerns the organization as a whole. */
  readonly processId: string | null
  readonly number: string | null
  readonly title: string | null
  readonly processKind: string | null
  readonly at: Date
  readonly readAt: Date | null
}

const sort = 'notified'

/** Not of what one may not look at any more: a visit that is somebody else's now, a kind that another role reads. */
export function tellable(staff: Staff): SQL | undefined {
  const readable = ofReadable(staff, notifications.processId)
  return readable && or(isNull(notifications.processId), readable)
}

/** One's notifications, the newest first; `count` is of all that fit the filter. @throws Problem BadInput, Forbidden */
export async function listNotifications({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly unread?: boolean | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }
}): Promise<Page<NotificationView>> {
  const staff = staffOnly(ctx)
  const limit = pageSize(input.limit)
  const cursor = input.cursor === undefined ? undefined : decodeCursor(input.cursor, sort, instantShape)
  const mine = and(
    eq(notifications.tenantId, ctx.tenantId),
    eq(notifications.userId, staff.id),
    input.unread === true ? isNull(notifications.readAt) : undefined,
    tellable(staff),
  )
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await tx
      .select({
        id: notifications.id,
        kind: notifications.kind,
        text: notifications.text,
        processId: notifications.processId,
        number: processes.number,
        title: processes.title,
        processKind: processes.kind,
        at: notifications.at,
        readAt: notifications.readAt,
        sortKey: sql<string>`${notifications.at}::text`,
      })
      .from(notifications)
      .leftJoin(processes, eq(processes.id, notifications.processId))
      .where(and(mine, cursor && sql`(${notifications.at}, ${notifications.id}) < (${cursor.key}::timestamptz, ${cursor.id}::uuid)`))
      .orderBy(desc(notifications.at), desc(notifications.id))
      .limit(limit + 1)
    const some = tx
      .select({ one: sql`1`.as('one') })
      .from(notifications)
      .where(mine)
      .limit(exactUpTo + 1)
      .as('some')
    const [counted] = await tx.select({ rows: sql<number>`count(*)::int` }).from(some)
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    return {
      items: page.map(({ sortKey: _, ...row }) => row),
      nextCursor: last ? encodeCursor({ sort, key: last.sortKey, id: last.id }) : null,
      ...countOf(counted?.rows ?? 0),
    }
  })
}

export interface MarkReadInput {
  /** These; or those about a process; or, when both are left out, all up to `until`. */
  readonly ids?: readonly string[] | undefined
  readonly processId?: string | undefined
  /** Now when left out: what came while the list was open stays unread. */
  readonly until?: Date | undefined
}

/** Marks one's own notifications as read and tells one's other screens. Other people's ids are passed over. @throws Problem Forbidden */
export async function markRead({ ctx, input }: { readonly ctx: Ctx; readonly input: MarkReadInput }): Promise<{ readonly marked: number }> {
  const { id: userId } = staffOnly(ctx)
  const processId = input.processId?.toLowerCase()
  const wanted = and(
    eq(notifications.tenantId, ctx.tenantId),
    eq(notifications.userId, userId),
    isNull(notifications.readAt),
    input.ids && inArray(notifications.id, input.ids.map((id) => id.toLowerCase()).filter(isRowId)),
    processId === undefined ? undefined : isRowId(processId) ? eq(notifications.processId, processId) : sql`false`,
    lte(notifications.at, input.until ?? ctx.now),
  )
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const marked = await tx.update(notifications).set({ readAt: ctx.now }).where(wanted).returning({ id: notifications.id })
    if (marked.length > 0) publishPerson(tx, ctx.tenantId, userId)
    return { marked: marked.length }
  })
}
