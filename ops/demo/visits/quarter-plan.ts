import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { dayMs, partsOfDay } from '../../../domain/calendar/local-date.ts'
import { wallTime } from '../../../domain/calendar/zone.ts'
import { daysOfPeriod } from '../../../domain/figure-period.ts'
import { contacts } from '../../../db/schema/person.ts'
import { visits } from '../../../db/schema/visit.ts'
import type { Tx } from '../../../db/client.ts'
import { savePlan } from '../../../services/visit/plans/plans.ts'
import { saveTarget } from '../../../services/visit/plans/targets.ts'
import type { Staff } from '../people.ts'
import type { World } from '../world.ts'
import { contactsOnTerms } from './contacts.ts'

const fewest = 2

const emailsOnTerms = contactsOnTerms.map(({ email }) => email)

/** The plan of the quarter of `now`: each representative is to see whom they have met before two to four times, and the first of them whoever is on terms of their own. */
export async function writeQuarterPlan(
  tx: Tx,
  world: World,
  of: { readonly tenantId: string; readonly keeper: Staff; readonly zone: string; readonly now: number },
): Promise<void> {
  const { tenantId, keeper, zone, now } = of
  const today = Math.floor(wallTime(zone, now) / dayMs)
  const { year, month } = partsOfDay(today)
  const name = `${Math.ceil(month / 3)} квартал ${year}`
  const plan = await savePlan({ ctx: world.ctx(keeper), input: { name, ...daysOfPeriod('quarter', today) } })
  const met = await tx
    .selectDistinct({ contactId: visits.contactId, repId: visits.repId })
    .from(visits)
    .where(and(eq(visits.tenantId, tenantId), isNotNull(visits.contactId)))
    .orderBy(visits.repId, visits.contactId)
  const onTerms = await tx
    .select({ contactId: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.tenantId, tenantId), inArray(contacts.email, emailsOnTerms)))
    .orderBy(contacts.name)
  const pairs = [...met, ...met.slice(0, 1).flatMap(({ repId }) => onTerms.map(({ contactId }) => ({ contactId, repId })))]
  for (const [at, pair] of pairs.entries())
    await saveTarget({ ctx: world.ctx(keeper), input: { planId: plan.id, form: { ...pair, wanted: fewest + (at % 3) } } })
}
