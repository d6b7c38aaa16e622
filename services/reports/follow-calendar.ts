import { and, eq, gt } from 'drizzle-orm'
import type { BusinessCalendar } from '../../domain/calendar/calendar-data.ts'
import { nextSending } from '../../domain/saved-report.ts'
import type { Tx } from '../../db/client.ts'
import { savedReports } from '../../db/schema/saved-report.ts'

/** Counts anew when reports are sent next, in the transaction that changes the calendar; what is due already stays due. */
export async function followCalendar(tx: Tx, tenantId: string, calendar: BusinessCalendar, now: Date): Promise<void> {
  const waiting = await tx
    .select()
    .from(savedReports)
    .where(and(eq(savedReports.tenantId, tenantId), gt(savedReports.nextAt, now)))
    .for('update')
  for (const report of waiting) {
    const nextAt = new Date(nextSending(calendar, report, now.getTime()))
    await tx.update(savedReports).set({ nextAt }).where(eq(savedReports.id, report.id))
  }
}
