import { buffer } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import type { FigureDays } from '../../domain/figure-period.ts'
import type { Lang } from '../../domain/label.ts'
import { mayNotSee } from '../../domain/saved-report.ts'
import { organizations } from '../../db/schema/organization.ts'
import { savedReports } from '../../db/schema/saved-report.ts'
import type { DeliveryRow } from '../messages/channel.ts'
import { textsById } from '../messages/own-texts.ts'
import type { WritingDeps } from '../messages/surroundings.ts'
import { writtenLetter } from '../messages/written-letter.ts'
import type { MailMessage } from '../messages/written-letter.ts'
import { exportFigures } from '../visit/figures/export.ts'
import { receiversOf } from './receivers.ts'

const dayText = (isoDate: string, lang: Lang): string => (lang === 'ru' ? isoDate.split('-').toReversed().join('.') : isoDate)

function daysIn({ vars: { from, to } }: DeliveryRow): FigureDays {
  if (typeof from !== 'string' || typeof to !== 'string') throw new Error('The letter does not say of which days the report tells')
  return { from, to }
}

/**
 * A report's letter to one receiver, its figures counted as they may see them at this moment; or why they get none.
 * @throws when the database fails
 */
export async function reportLetter({ db, publicUrl }: WritingDeps, row: DeliveryRow, now: Date): Promise<MailMessage> {
  const { tenantId, reportId, lang } = row
  const { organization, report, receiver, text } = await db.tenantRead(tenantId, async (tx) => {
    const [organization] = await tx.select().from(organizations).where(eq(organizations.id, tenantId))
    const [report] = reportId === null ? [] : await tx.select().from(savedReports).where(eq(savedReports.id, reportId))
    const [receiver] = await receiversOf(tx, tenantId, [String(row.vars['receiverId'])])
    const texts = await textsById(tx, row.textId === null ? [] : [row.textId])
    return { organization, report, receiver, text: row.textId === null ? undefined : texts.get(row.textId) }
  })
  if (!organization || !report) throw new Error('The letter belongs to no report')
  if (report.endedAt !== null) return { withheld: 'The report was deleted' }
  if (!receiver) return { withheld: mayNotSee.en }
  const days = daysIn(row)
  const ctx = { db, tenantId, actor: receiver.actor, lang, now, requestId: row.key }
  const file = await exportFigures({ ctx, input: { ...report.filter, ...days, by: report.by }, format: report.format })
  const vars = {
    ...row.vars,
    ...{ fromDay: dayText(days.from, lang), toDay: dayText(days.to, lang), figuresUrl: `${publicUrl}/figures` },
  }
  return {
    ...writtenLetter(row, { organization, vars, ownText: text }),
    attachments: [{ filename: file.fileName, contentType: file.contentType, content: await buffer(file.stream) }],
  }
}
