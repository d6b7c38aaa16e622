import type { FigureDays } from '../../domain/figure-period.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { letterIdOf, reportKey } from '../messages/letter-id.ts'
import { currentTextId } from '../messages/own-texts.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { namesOf } from '../people/names.ts'
import { receiversOf } from './receivers.ts'
import type { ReportRow } from './saved.ts'

export interface ReportTurn {
  /** What the letters are for: the same again writes none. */
  readonly turn: string
  readonly days: FigureDays
  readonly at: Date
}

/**
 * Writes a report's letters to whoever of its receivers may see figures now; what they hold is counted when they leave.
 * @returns how many receivers that are, and how many of the letters had not been written before
 */
export async function writeReportLetters(
  tx: Tx,
  report: ReportRow,
  rules: Pick<OrganizationRules, 'name' | 'supportAddress' | 'calendar'>,
  { turn, days, at }: ReportTurn,
): Promise<{ readonly receivers: number; readonly written: number }> {
  const { id: reportId, tenantId, ownerId } = report
  const receivers = await receiversOf(tx, tenantId, report.receiverIds)
  const owner = (await namesOf(tx, [ownerId])).get(ownerId)
  if (receivers.length === 0) return { receivers: 0, written: 0 }
  const rows = receivers.map(({ actor, email, lang }) => {
    const key = reportKey(reportId, turn, actor.id)
    const vars = {
      ...{ receiverId: actor.id, from: days.from, to: days.to, reportName: report.name, recipientName: actor.name },
      ...{ organization: rules.name, supportAddress: rules.supportAddress, zone: rules.calendar.zone },
      ...(owner === undefined ? {} : { ownerName: owner }),
    }
    return {
      ...({ id: newId(), tenantId, reportId, processId: null, seq: 0, key, template: 'staff.report', lang } as const),
      ...({ toAddress: email, toName: actor.name, vars, status: 'pending', nextTryAt: at, createdAt: at } as const),
      textId: currentTextId(tenantId, 'staff.report', lang),
      letterId: letterIdOf(tenantId, key, rules.supportAddress),
    }
  })
  const written = await tx.insert(deliveries).values(rows).onConflictDoNothing().returning({ id: deliveries.id })
  return { receivers: receivers.length, written: written.length }
}
