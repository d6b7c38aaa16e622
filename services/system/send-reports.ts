import { and, asc, eq, lte } from 'drizzle-orm'
import { machine } from '../../domain/actor.ts'
import { dayMs, isoDateOfDay } from '../../domain/calendar/local-date.ts'
import { dayOfReport, daysOfReport, nextSending } from '../../domain/saved-report.ts'
import type { Database } from '../../db/client.ts'
import { savedReports } from '../../db/schema/saved-report.ts'
import { writeAudit } from '../audit/write.ts'
import { organizationRules } from '../organization/rules.ts'
import { writeReportLetters } from '../reports/write-letters.ts'

const batch = 20
/** Of the turns that passed while nothing ran the first is made up for, and those that are not older. */
const stillOfUseMs = 7 * dayMs

async function sendDue(db: Database, due: { readonly id: string; readonly tenantId: string }, now: Date): Promise<boolean> {
  const { id, tenantId } = due
  return db.tenant(tenantId, async (tx) => {
    const [report] = await tx
      .select()
      .from(savedReports)
      .where(and(eq(savedReports.id, id), lte(savedReports.nextAt, now)))
      .for('update', { skipLocked: true })
    if (!report?.nextAt) return false
    const rules = await organizationRules(tx, tenantId)
    const days = daysOfReport(rules.calendar, report, report.period, report.nextAt.getTime())
    const turn = isoDateOfDay(dayOfReport(rules.calendar, report, report.nextAt.getTime()))
    const { written: receivers } = await writeReportLetters(tx, report, rules, { turn, days, at: now })
    const from = Math.max(report.nextAt.getTime(), now.getTime() - stillOfUseMs)
    const nextAt = new Date(nextSending(rules.calendar, report, from))
    await tx.update(savedReports).set({ nextAt }).where(eq(savedReports.id, id))
    const ctx = { db, tenantId, actor: machine, lang: rules.lang, now, requestId: `report:${id}:${report.nextAt.toISOString()}` }
    writeAudit(tx, ctx, { action: 'report.send', entity: 'report', entityId: id, before: null, after: { ...days, receivers } })
    return true
  })
}

/**
 * Writes the letters of reports whose time has come, each report in a transaction that also says when the next is due: a crash leaves it
 * due, and what is written is written once. One that can't be sent keeps no other waiting.
 * @returns how many were sent
 * @throws AggregateError when some could not be
 */
export async function sendReports(db: Database, now: Date): Promise<number> {
  const due = await db.system((tx) =>
    tx
      .select({ id: savedReports.id, tenantId: savedReports.tenantId })
      .from(savedReports)
      .where(lte(savedReports.nextAt, now))
      .orderBy(asc(savedReports.nextAt))
      .limit(batch),
  )
  const sent = await Promise.allSettled(due.map((one) => sendDue(db, one, now)))
  const failed = sent.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
  if (failed.length > 0) throw new AggregateError(failed, 'A report could not be sent')
  return sent.filter((one) => one.status === 'fulfilled' && one.value).length
}
