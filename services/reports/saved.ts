import { and, eq, isNull, sql } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import type { Tx } from '../../db/client.ts'
import { savedReports } from '../../db/schema/saved-report.ts'
import type { Ctx } from '../context.ts'
import { forbidden, notFound } from '../problem.ts'
import { isRowId } from '../cursor.ts'
import type { Staff } from '../staff-only.ts'
import { staffOnly } from '../staff-only.ts'
import { visibleVisits } from '../visit/figures/filter.ts'

export type ReportRow = typeof savedReports.$inferSelect

/** A report sends letters to colleagues: besides its owner, managers keep it in order. */
export const mayChange = (staff: Staff, { ownerId }: Pick<ReportRow, 'ownerId'>): boolean =>
  ownerId === staff.id || actsAs(staff, ['manager'])

/** Reports that have not ended. */
export const running = (tenantId: string) => and(eq(savedReports.tenantId, tenantId), isNull(savedReports.endedAt))

/** One's own, those that come to one, and for managers all. */
export const seenBy = (staff: Staff) =>
  actsAs(staff, ['manager']) ? undefined : sql`(${savedReports.ownerId} = ${staff.id} OR ${staff.id} = ANY (${savedReports.receiverIds}))`

/** A report to be changed, locked. @throws Problem NotFound for one that the asker does not see, Forbidden */
export async function lockReport(tx: Tx, ctx: Ctx, reportId: string): Promise<ReportRow> {
  const staff = staffOnly(ctx)
  visibleVisits(ctx)
  const id = reportId.toLowerCase()
  if (!isRowId(id)) throw notFound()
  const [found] = await tx
    .select()
    .from(savedReports)
    .where(and(running(ctx.tenantId), eq(savedReports.id, id), seenBy(staff)))
    .for('update')
  if (!found) throw notFound()
  if (!mayChange(staff, found)) throw forbidden()
  return found
}
