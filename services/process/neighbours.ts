import { and, asc, eq, or, sql } from 'drizzle-orm'
import { findNumbers } from '../../domain/number.ts'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { readableRows } from '../readable.ts'
import type { ProcessRow } from './snapshot-row.ts'

/** A process that this one goes on with, or that goes on with this one. */
export interface Neighbour {
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly state: string
  /** It is the one before; otherwise one that follows. */
  readonly before: boolean
}

const mostShown = 10

/** Those that the reader may look at, the oldest first. */
export async function neighboursOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<Neighbour[]> {
  const { follows } = row.data
  const earlier = typeof follows === 'string' ? (findNumbers(follows)[0]?.number ?? follows) : undefined
  const { id, kind, number, title, state } = processes
  const rows = await tx
    .select({ id, kind, number, title, state })
    .from(processes)
    .where(
      and(
        eq(processes.tenantId, ctx.tenantId),
        or(earlier === undefined ? undefined : eq(processes.number, earlier), sql`processes.follows = ${row.number}`),
        readableRows(ctx.actor),
      ),
    )
    .orderBy(asc(processes.startedAt))
    .limit(mostShown)
  return rows.map((one) => ({ ...one, before: one.number === earlier }))
}
