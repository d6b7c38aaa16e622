import { monthText } from '../../../domain/text/month.ts'
import { visit } from '../../../domain/visit.ts'
import { writeAudit } from '../../audit/write.ts'
import type { Ctx } from '../../context.ts'
import { wrongField } from '../../problem.ts'
import type { Condition } from '../../process/start.ts'
import { instantOf, textOf } from '../data.ts'
import { spentBudget } from './budget.ts'

/**
 * Holds, in the transaction of a start, that a visit beyond what its contact of the directory agrees to in the month has a reason,
 * and keeps that. Of other kinds it asks nothing. Throws BadInput.
 */
export const reasonBeyondBudget =
  (ctx: Ctx, kind: string): Condition =>
  async (tx, form) => {
    const [contactId, startsAt] = [textOf(form['contactId']), instantOf(form['startsAt'])]
    if (kind !== visit.kind || contactId === '' || startsAt === null) return
    const spent = await spentBudget(tx, ctx.tenantId, contactId, startsAt)
    if (!spent) return
    const { month, agreed, extra, used } = spent
    const reason = textOf(form['overBudget']).trim()
    if (reason === '')
      throw wrongField('overBudget', {
        ru: `Контакт согласен на ${agreed + extra} в месяц, за ${monthText(month, 'ru')} уже ${used}. Укажите причину или выберите другой месяц.`,
        en: `The contact agrees to ${agreed + extra} a month, ${monthText(month, 'en')} has ${used} already. Give a reason or choose another month.`,
      })
    writeAudit(tx, ctx, {
      action: 'contact.overBudget',
      entity: 'contact',
      entityId: contactId,
      before: null,
      after: { month, agreed, extra, used, reason },
    })
  }
