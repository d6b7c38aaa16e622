import { monthText } from '../../../domain/text/month.ts'
import type { Label } from '../../../domain/label.ts'
import type { Tx } from '../../../db/client.ts'
import { namesOf } from '../../people/names.ts'
import { budgetLeft, budgetsOf } from './budget.ts'
import type { MonthBudget } from './budget.ts'

/** Who comes how often in the month: `Ирина Своя 2, Кирилл Другой 1`. */
async function visitorsOf(tx: Tx, { by }: MonthBudget): Promise<string> {
  const names = await namesOf(tx, Object.keys(by))
  return Object.entries(by)
    .map(([id, visits]) => ({ name: names.get(id) ?? '', visits }))
    .toSorted((one, other) => other.visits - one.visits || one.name.localeCompare(other.name))
    .map(({ name, visits }) => `${name} ${visits}`)
    .join(', ')
}

/** The budget of a contact in the month of a day `2026-11-26`, once nothing is left of it; one visit may be left out of account. */
export async function spentBudget(
  tx: Tx,
  tenantId: string,
  contactId: string,
  day: string,
  except?: string,
): Promise<MonthBudget | undefined> {
  const [budget] = await budgetsOf(tx, tenantId, [contactId], day, day, except)
  return budget && budgetLeft(budget) < 1 ? budget : undefined
}

/** That a contact agrees to no more visits in the month, and whose they are. */
export async function spentInWords(tx: Tx, budget: MonthBudget): Promise<Label> {
  const who = await visitorsOf(tx, budget)
  const { month, agreed, extra, used } = budget
  if (agreed + extra + used === 0)
    return {
      ru: `На ${monthText(month, 'ru')} контакт визитов не хочет.`,
      en: `The contact wants no visits in ${monthText(month, 'en')}.`,
    }
  const by = who === '' ? '' : `: ${who}`
  return {
    ru: `У контакта за ${monthText(month, 'ru')} уже ${used} из ${agreed + extra} визитов${by}.`,
    en: `The contact has ${used} of ${agreed + extra} visits of ${monthText(month, 'en')} already${by}.`,
  }
}
