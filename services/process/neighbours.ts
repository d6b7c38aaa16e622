import { and, asc, eq, or, sql } from 'drizzle-orm'
import { findNumbers } from '../../domain/number.ts'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { readableRows } from '../readable.ts'
import type { ProcessRow } from './snapshot-row.ts'

/** A process as the page of another shows it. */
export interface RelatedProcess {
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly state: string
}

const { id, kind, number, title, state } = processes
export const relatedColumns = { id, kind, number, title, state } as const

/** A process that this one goes on with, or that goes on with this one. */
export interface Neighbour extends RelatedProcess {
  /** It is the one before; otherwise one that follows. */
  readonly before: boolean
}

const mostShown = 10

/** Those that the reader may look at, the oldest first. */
export async function neighboursOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<Neighbour[]> {
  const { follows } = row.data
  const earlier = typeof follows === 'string' ? (findNumbers(follows)[0]?.number ?? follows) : undefined
  const rows = await tx
    .select(relatedColumns)
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
