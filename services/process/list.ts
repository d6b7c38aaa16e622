import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import { namesOf } from '../people/names.ts'
import { readableKinds, seesParts } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { areThese, fewInOrder, firstOfEach, mayFitFew } from './few.ts'
import type { ProcessFilter } from './filter.ts'
import { conditionsOf, exactUpTo } from './filter.ts'
import type { ProcessListRow } from './list-row.ts'
import { listRow, rowColumns } from './list-row.ts'
import type { SortBy } from './sorts.ts'
import { orderOf } from './sorts.ts'
import { countMatches, matchText } from './text-match.ts'

export interface ListInput extends ProcessFilter {
  readonly sort?: SortBy | undefined
  readonly cursor?: string | undefined
  /** Rows on a page, 1 to 200. */
  readonly limit?: number | undefined
}

/** How many fit the filter: exact up to 10,000, then 10,000 and `countIsMore`; of words that very many have, some and `countIsMore`. */
export interface Counted {
  readonly count: number
  readonly countIsMore: boolean
}
export interface Page<T> extends Counted {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

const usualLimit = 50
const maxLimit = 200

/** A page's size within its bounds. */
export const pageSize = (limit: number | undefined): number => Math.min(Math.max(Math.trunc(limit ?? usualLimit), 1), maxLimit)

export const countOf = (rows: number): Counted => ({ count: Math.min(rows, exactUpTo), countIsMore: rows > exactUpTo })

/** How many processes fit, up to just above what is counted exactly. */
export async function countRows(tx: Tx, where: ReturnType<typeof conditionsOf>): Promise<Counted> {
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(processes)
    .where(where)
    .limit(exactUpTo + 1)
    .as('some')
  const [row] = await tx.select({ rows: sql<number>`count(*)::int` }).from(some)
  return countOf(row?.rows ?? 0)
}

/**
 * A page of processes. The cursor holds the last row's place, so rows that come or go between two pages make no other
 * row appear twice or not at all.
 * @throws Problem BadInput, Forbidden
 */
export async function listProcesses({ ctx, input }: { readonly ctx: Ctx; readonly input: ListInput }): Promise<Page<ProcessListRow>> {
  staffOnly(ctx)
  const order = orderOf(input.sort, input.kind)
  const limit = pageSize(input.limit)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rules = await organizationRules(tx, ctx.tenantId)
    const text = await matchText(tx, ctx, input.text)
    const where = and(conditionsOf(ctx, readerZone(ctx, rules), input, text), order.where)
    const wanted = { cursor: input.cursor, limit: limit + 1 }
    const few = mayFitFew(input, text, seesParts(ctx.actor)) ? await fewInOrder(tx, where, order, wanted) : undefined
    const kinds = input.kind === undefined && !few ? readableKinds(ctx.actor) : []
    const lists = kinds.map((kind) => and(where, eq(processes.kind, kind)))
    const ids = few?.ids ?? (lists.length > 1 ? await firstOfEach(tx, lists, order, wanted) : undefined)
    const inOrder = and(where, input.cursor === undefined ? undefined : order.after(input.cursor))
    const rows = await tx
      .select({ ...rowColumns, sortKey: order.key })
      .from(processes)
      .where(ids ? areThese(ctx, ids) : inOrder)
      .orderBy(order.orderBy)
      .limit(limit + 1)
    const shown = rows.slice(0, limit)
    const names = await namesOf(
      tx,
      shown.map((row) => row.assigneeId),
    )
    const last = rows.length > limit ? shown.at(-1) : undefined
    const counted = async (): Promise<Counted> => {
      if (few) return countOf(few.rows)
      return text?.common === true
        ? countMatches(tx, conditionsOf(ctx, readerZone(ctx, rules), input, undefined), text)
        : countRows(tx, where)
    }
    return {
      items: shown.map(({ sortKey: _, ...row }) => listRow(ctx, rules, names, row)),
      nextCursor: last ? order.cursorOf(last) : null,
      ...(await counted()),
    }
  })
}
