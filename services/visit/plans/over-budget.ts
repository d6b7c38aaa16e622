import { monthText } from '../../../domain/text/month.ts'
import type { Tx } from '../../../db/client.ts'
import { namesOf } from '../../people/names.ts'
import { Problem } from '../../problem.ts'
import type { MonthBudget } from './budget.ts'

/** Who comes how often in the month: `Ирина Своя 2, Кирилл Другой 1`. */
export async function visitorsOf(tx: Tx, { by }: MonthBudget): Promise<readonly { readonly name: string; readonly visits: number }[]> {
  const names = await namesOf(tx, Object.keys(by))
  return Object.entries(by)
    .map(([id, visits]) => ({ name: names.get(id) ?? '', visits }))
    .toSorted((one, other) => other.visits - one.visits || one.name.localeCompare(other.name))
}

/** The contact agrees to no more visits in the month: says whose they are, and what can be done. */
export async function overBudget(tx: Tx, budget: MonthBudget): Promise<Problem> {
  const who = (await visitorsOf(tx, budget)).map(({ name, visits }) => `${name} ${visits}`).join(', ')
  const { contactId, month, agreed, extra, used } = budget
  return new Problem(
    'Refused',
    {
      ru: `У контакта за ${monthText(month, 'ru')} уже ${used} из ${agreed + extra} визитов: ${who}. Выберите другой месяц или попросите руководителя разрешить больше.`,
      en: `The contact has ${used} of ${agreed + extra} visits of ${monthText(month, 'en')} already: ${who}. Choose another month, or ask a manager to allow more.`,
    },
    { details: { contactId, month } },
  )
}
