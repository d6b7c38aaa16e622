import { monthText } from '../../../domain/text/month.ts'
import type { Tx } from '../../../db/client.ts'
import { writeAudit } from '../../audit/write.ts'
import type { By } from '../../audit/write.ts'
import { namesOf } from '../../people/names.ts'
import { Problem } from '../../problem.ts'
import { budgetLeft, budgetOfMonth } from './budget.ts'
import type { MonthBudget } from './budget.ts'

/** Who comes how often in the month: `Ирина Своя 2, Кирилл Другой 1`. */
export async function visitorsOf(tx: Tx, { by }: MonthBudget): Promise<readonly { readonly name: string; readonly visits: number }[]> {
  const names = await namesOf(tx, Object.keys(by))
  return Object.entries(by)
    .map(([id, visits]) => ({ name: names.get(id) ?? '', visits }))
    .toSorted((one, other) => other.visits - one.visits || one.name.localeCompare(other.name))
}

/** The contact agrees to no more visits in the month: says whose they are, and what can be done; of the form's field, to give a reason. */
async function lacksReason(tx: Tx, budget: MonthBudget): Promise<Problem> {
  const who = (await visitorsOf(tx, budget)).map(({ name, visits }) => `${name} ${visits}`).join(', ')
  const { contactId, month, agreed, extra, used } = budget
  const message = {
    ru: `Контакт согласен на ${agreed + extra} в месяц, за ${monthText(month, 'ru')} уже ${used}. Укажите причину или выберите другой месяц.`,
    en: `The contact agrees to ${agreed + extra} a month, ${monthText(month, 'en')} has ${used} already. Give a reason or choose another month.`,
  }
  return new Problem(
    'BadInput',
    {
      ru: `У контакта за ${monthText(month, 'ru')} уже ${used} из ${agreed + extra} визитов: ${who}. Выберите другой месяц или попросите руководителя разрешить больше.`,
      en: `The contact has ${used} of ${agreed + extra} visits of ${monthText(month, 'en')} already: ${who}. Choose another month, or ask a manager to allow more.`,
    },
    { problems: [{ field: 'overBudget', message }], details: { contactId, month } },
  )
}

/** A visit that a contact is to have. */
export interface OneMore {
  readonly contactId: string
  /** `2026-11-26` by the organization's clock. */
  readonly day: string
  /** Why also beyond what the contact agrees to in the month; empty where nobody says. */
  readonly reason: string
}

async function spentFor(tx: Tx, tenantId: string, { contactId, day }: OneMore): Promise<MonthBudget | undefined> {
  const budget = await budgetOfMonth(tx, tenantId, contactId, day)
  return budget && budgetLeft(budget) < 1 ? budget : undefined
}

/** What would be said of it now; undefined when it may be. */
export async function unreasoned(tx: Tx, tenantId: string, visit: OneMore): Promise<Problem | undefined> {
  const spent = visit.reason === '' ? await spentFor(tx, tenantId, visit) : undefined
  return spent && lacksReason(tx, spent)
}

/**
 * The one rule of what contacts agree to in a month, whoever books and however: with a form, from a plan, by a report that names the next
 * date, by moving a visit to another month. To be asked under the lock of the contact's calendar, so that of two bookings at once the
 * second sees the first. A reason given for going beyond it is kept in the audit.
 * @throws Problem BadInput without a reason
 */
export async function holdToBudget(tx: Tx, by: By, visit: OneMore): Promise<void> {
  const spent = await spentFor(tx, by.tenantId, visit)
  if (!spent) return
  if (visit.reason === '') throw await lacksReason(tx, spent)
  const { month, agreed, extra, used } = spent
  const after = { month, agreed, extra, used, reason: visit.reason }
  writeAudit(tx, by, { action: 'contact.overBudget', entity: 'contact', entityId: visit.contactId, before: null, after })
}
