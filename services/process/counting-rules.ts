import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import type { Tx } from '../../db/client.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { hooksOf } from './kinds.ts'

/** Whose times are counted. */
interface Counted {
  readonly tenantId: string
  readonly kind: string
  readonly assigneeId: string | null
}

/** The rules by which times of a process are counted: in the working hours of whoever works on it, where its kind says so. */
export async function countingRules(tx: Tx, { tenantId, kind, assigneeId }: Counted, rules: OrganizationRules): Promise<OrganizationRules> {
  const zone = await hooksOf(kind).worksIn?.(tx, tenantId, assigneeId)
  return { ...rules, calendar: calendarIn(rules.calendar, zone) }
}
