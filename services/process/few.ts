import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import type { ProcessFilter } from './filter.ts'
import { exactUpTo } from './filter.ts'
import type { Order } from './sorts.ts'
import type { TextMatch } from './text-match.ts'

/** Which of the processes that fit stand on the page, and how many fit. */
export interface Few {
  readonly ids: readonly string[]
  readonly rows: number
}

/** `narrowed`: the reader sees some of the processes only. Is the filter one for which no index holds the list in its order, so that few may fit and lie anywhere in it? */
export function mayFitFew(filter: ProcessFilter, text: TextMatch | undefined, narrowed: boolean): boolean {
  if (text !== undefined) return !text.common
  const { states, assignee, waitsFor, due, priority, channel, requestType, mode, moment } = filter
  const lists = [states, assignee, waitsFor, due, priority, channel, requestType, mode, moment].filter(
    (one) => one !== undefined && one.length > 0,
  )
  const others = [filter.open === true, filter.trouble === true, narrowed].filter(Boolean)
  return lists.length + others.length > 1
}

/**
 * Reads all that fit by whichever index leaves least to read, and sorts them after: in the list's order Postgres may go through a hundred times as many
 * before it has met a page of them. Undefined when more fit than are counted; those are soon met in order.
 */
export async function fewInOrder(
  tx: Tx,
  where: SQL | undefined,
  order: Order,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Few | undefined> {
  const after = cursor === undefined ? sql`true` : order.after(cursor)
  const found = await tx.execute<{ ids: string[]; rows: number }>(sql`
    WITH fit AS MATERIALIZED (SELECT processes.id, ${order.column} FROM processes WHERE ${where} LIMIT ${exactUpTo + 1})
    SELECT (SELECT count(*)::int FROM fit) AS rows,
           ARRAY(SELECT processes.id::text FROM fit AS processes WHERE ${after} ORDER BY ${order.orderBy} LIMIT ${limit}) AS ids`)
  const [{ ids, rows } = { ids: [], rows: 0 }] = found.rows
  return rows > exactUpTo ? undefined : { ids, rows }
}

/** Of several lists, each of which an index holds in the order, those among whom the first of all together are. */
export async function firstOfEach(
  tx: Tx,
  lists: readonly (SQL | undefined)[],
  order: Order,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<readonly string[]> {
  const after = cursor === undefined ? sql`true` : order.after(cursor)
  const each = lists.map(
    (where) => sql`(SELECT processes.id FROM processes WHERE ${where} AND ${after} ORDER BY ${order.orderBy} LIMIT ${limit})`,
  )
  const { rows } = await tx.execute<{ id: string }>(sql.join(each, sql` UNION ALL `))
  return rows.map((row) => row.id)
}

/** Exactly these processes. */
export const areThese = (ctx: Ctx, ids: readonly string[]): SQL | undefined =>
  and(eq(processes.tenantId, ctx.tenantId), inArray(processes.id, [...ids]))
