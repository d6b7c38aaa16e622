import { and, count, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { definitionOf } from '../../domain/processes.ts'
import type { ProcessKind } from '../../domain/processes.ts'
import { sharedPartiesOf } from '../../domain/roles.ts'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { stateCounts } from '../../db/schema/desk.ts'
import { notifications } from '../../db/schema/message.ts'
import { processes, steps } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { exactUpTo } from '../process/filter.ts'
import { tellable } from '../notifications/read.ts'
import { readableKinds, readableRows, seesPart } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { heldBy } from './whose.ts'

/** What waits for somebody, as the menu says it; `inbox` and `unread` are exact up to 10,000 and no more than that. */
export interface MenuCounts {
  /** Tasks of the inbox that wait for somebody of their own parties or for themselves. */
  readonly inbox: number
  readonly unread: number
  /** Open processes of each kind they may look at. */
  readonly open: Readonly<Record<string, number>>
}

async function upToMost(tx: Tx, table: typeof steps | typeof notifications, where: SQL | undefined): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(where)
    .limit(exactUpTo)
    .as('some')
  const [row] = await tx.select({ rows: sql<number>`count(*)::int` }).from(some)
  return row?.rows ?? 0
}

/** Open processes of kinds of which somebody sees a part: nobody keeps a count of that. */
const openOf = (tx: Tx, ctx: Ctx, kinds: readonly ProcessKind[]) =>
  tx
    .select({ kind: processes.kind, count: count() })
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), inArray(processes.kind, kinds), isNull(processes.endedAt), readableRows(ctx.actor)))
    .groupBy(processes.kind)

/** The numbers beside the menu's entries, each by an index or a kept count of its own. @throws Problem Forbidden */
export async function menuCounts({ ctx }: { readonly ctx: Ctx }): Promise<MenuCounts> {
  const staff = staffOnly(ctx)
  const kinds = readableKinds(staff)
  const parts = kinds.filter((kind) => seesPart(staff, kind))
  const ownParties = sharedPartiesOf(staff.roles)
  const open = and(eq(steps.tenantId, ctx.tenantId), isNull(steps.closedAt))
  const mine = eq(notifications.userId, staff.id)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    // Joined by OR the two ways to have a task would be read without an index of their own.
    const [ofParties, ofOthers, unread, states, ownStates] = await allOf([
      upToMost(tx, steps, and(open, inArray(steps.party, ownParties))),
      upToMost(tx, steps, and(open, heldBy(staff), notInArray(steps.party, ownParties))),
      upToMost(tx, notifications, and(eq(notifications.tenantId, ctx.tenantId), mine, isNull(notifications.readAt), tellable(staff))),
      tx
        .select()
        .from(stateCounts)
        .where(and(eq(stateCounts.tenantId, ctx.tenantId), inArray(stateCounts.kind, kinds), notInArray(stateCounts.kind, parts))),
      parts.length === 0 ? Promise.resolve([]) : openOf(tx, ctx, parts),
    ])
    const standing = new Map<string, number>(kinds.map((kind) => [kind, 0]))
    for (const { kind, count } of ownStates) standing.set(kind, count)
    for (const { kind, state, count } of states)
      if (definitionOf(kind)?.states[state]?.final !== true) standing.set(kind, (standing.get(kind) ?? 0) + count)
    return { inbox: Math.min(ofParties + ofOthers, exactUpTo), unread, open: Object.fromEntries(standing) }
  })
}
