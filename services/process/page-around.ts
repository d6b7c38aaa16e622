import { and, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries, files, notifications } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { namesOf } from '../people/names.ts'
import { readableRows } from '../readable.ts'
import { countRows } from './list.ts'
import { listRow, rowColumns } from './list-row.ts'
import type { ProcessListRow } from './list-row.ts'
import type { ProcessRow } from './snapshot-row.ts'

export interface FileView {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
}
export interface TroubledMessage {
  readonly id: string
  readonly template: string
  readonly channel: (typeof deliveries.$inferSelect)['channel']
  readonly toAddress: string
  readonly status: string
  readonly attempts: number
  readonly lastError: string
  readonly nextTryAt: Date | null
}

export interface RequesterView {
  readonly name: string
  readonly email: string
  /** E.164; empty when nobody knows it. */
  readonly phone: string
  /** Exact up to 10,000. */
  readonly othersCount: number
  readonly others: readonly ProcessListRow[]
}

const othersShown = 5
const filesShown = 200

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** Who asked, and what else they asked for. */
export async function requesterOf(tx: Tx, ctx: Ctx, row: ProcessRow, rules: OrganizationRules): Promise<RequesterView | null> {
  const { contactId } = row
  const [name, email, phone] = [text(row.data['requesterName']), text(row.data['requesterEmail']), text(row.data['requesterPhone'])]
  if (contactId === null) return email === '' && phone === '' ? null : { name, email, phone, othersCount: 0, others: [] }
  const theirs = and(
    eq(processes.tenantId, ctx.tenantId),
    eq(processes.contactId, contactId),
    ne(processes.id, row.id),
    readableRows(ctx.actor),
  )
  const { count } = await countRows(tx, theirs)
  const others = await tx
    .select(rowColumns)
    .from(processes)
    .where(theirs)
    .orderBy(desc(processes.changedAt), desc(processes.id))
    .limit(othersShown)
  const names = await namesOf(
    tx,
    others.map((other) => other.assigneeId),
  )
  return { name, email, phone, othersCount: count, others: others.map((other) => listRow(ctx, rules, names, other)) }
}

/** Letters that were refused, or are tried again after a failure. */
export async function troubledMessagesOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<TroubledMessage[]> {
  const { id, template, channel, toAddress, status, attempts, lastError, nextTryAt } = deliveries
  const rows = await tx
    .select({ id, template, channel, toAddress, status, attempts, lastError, nextTryAt })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, ctx.tenantId),
        eq(deliveries.processId, row.id),
        inArray(status, ['pending', 'rejected']),
        isNotNull(lastError),
      ),
    )
    .orderBy(deliveries.createdAt)
    .limit(50)
  return rows.map((one) => ({ ...one, lastError: one.lastError ?? '' }))
}

/** What came with it; pictures inside letters are not listed. */
export function filesOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<FileView[]> {
  return tx
    .select({ id: files.id, name: files.name, contentType: files.contentType, sizeBytes: files.sizeBytes })
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), eq(files.processId, row.id), eq(files.inline, false)))
    .orderBy(files.at)
    .limit(filesShown)
}

/** Notifications about it that the reader has not read. */
export async function unreadOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<number> {
  const [found] = await tx
    .select({ rows: sql<number>`count(*)::int` })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.userId, ctx.actor.id),
        eq(notifications.processId, row.id),
        isNull(notifications.readAt),
      ),
    )
  return found?.rows ?? 0
}
