import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm'
import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { savedReports } from '../../db/schema/saved-report.ts'
import type { Ctx } from '../context.ts'
import type { PersonName } from '../people/names.ts'
import { namesOf } from '../people/names.ts'
import { staffOnly } from '../staff-only.ts'
import { visibleVisits } from '../visit/figures/filter.ts'
import { receiversOf } from './receivers.ts'
import { mayChange, running, seenBy } from './saved.ts'
import type { ReportRow } from './saved.ts'

/** What became of a report's letter to one receiver. */
export interface ReportLetterView extends Pick<
  typeof deliveries.$inferSelect,
  'id' | 'toName' | 'status' | 'lastError' | 'createdAt' | 'endedAt'
> {}

export interface ReportView extends Omit<ReportRow, 'tenantId' | 'ownerId' | 'receiverIds' | 'endedAt'> {
  readonly owner: PersonName
  /** Who left, or may not see figures any more, gets none. */
  readonly receivers: readonly (PersonName & { readonly mayRead: boolean })[]
  /** May whoever asks change it? */
  readonly changeable: boolean
  /** Of the last month, the latest first. */
  readonly letters: readonly ReportLetterView[]
}

const shownDays = 31
const mostLetters = 2_000
const lettersEach = 20

async function lettersOf(tx: Tx, ctx: Ctx, reportIds: readonly string[]): Promise<ReadonlyMap<string, readonly ReportLetterView[]>> {
  if (reportIds.length === 0) return new Map()
  const { id, reportId, toName, status, lastError, createdAt, endedAt } = deliveries
  const lately = gt(createdAt, new Date(ctx.now.getTime() - shownDays * dayMs))
  const rows = await tx
    .select({ id, reportId, toName, status, lastError, createdAt, endedAt })
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, ctx.tenantId), inArray(reportId, [...reportIds]), lately))
    .orderBy(desc(createdAt), asc(id))
    .limit(mostLetters)
  const letters = new Map<string, ReportLetterView[]>()
  for (const { reportId: of, ...letter } of rows) if (of !== null) letters.set(of, [...(letters.get(of) ?? []), letter])
  return letters
}

/** The reports that one sees, by name, with what became of their letters: one's own and those that come to one; managers see all. @throws Problem Forbidden */
export async function listReports({ ctx }: { readonly ctx: Ctx }): Promise<{ readonly items: readonly ReportView[] }> {
  const staff = staffOnly(ctx)
  visibleVisits(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(savedReports)
      .where(and(running(ctx.tenantId), seenBy(staff)))
      .orderBy(asc(savedReports.name), asc(savedReports.id))
    const people = rows.flatMap(({ ownerId, receiverIds }) => [ownerId, ...receiverIds])
    const names = await namesOf(tx, people)
    const readers = new Set((await receiversOf(tx, ctx.tenantId, people)).map(({ actor }) => actor.id))
    const letters = await lettersOf(
      tx,
      ctx,
      rows.map(({ id }) => id),
    )
    const named = (id: string): PersonName => ({ id, name: names.get(id) ?? '' })
    const items = rows.map(({ tenantId: _tenant, endedAt: _ended, ownerId, receiverIds, ...report }) => ({
      ...report,
      owner: named(ownerId),
      receivers: receiverIds.map((id) => ({ ...named(id), mayRead: readers.has(id) })),
      changeable: mayChange(staff, { ownerId }),
      letters: (letters.get(report.id) ?? []).slice(0, lettersEach),
    }))
    return { items }
  })
}
