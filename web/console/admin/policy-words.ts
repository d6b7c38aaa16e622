import type { BusinessCalendar } from '../../../domain/calendar/business-calendar.ts'
import { addTime } from '../../../domain/calendar/business-calendar.ts'
import type { Policy } from '../../../domain/calendar/clock.ts'
import { formatMoment, now } from '../../lib/format.ts'
import { t } from './words/words.ts'

/** A time limit as people say it: `24 часа по рабочим дням`. */
export function policyText(policy: Policy): string {
  const count = policy.amount
  if (policy.unit === 'days' && policy.clock === 'business-days') return `${count}\u00a0${t('policies.workingDays', { count })}`
  return `${count}\u00a0${t(`policies.${policy.unit}`, { count })} ${t(`policies.clockShort.${policy.clock}`)}`
}

/** When it would be due if it started at this moment; undefined for a limit nobody can count. */
export function previewOf(calendar: BusinessCalendar, policy: Policy): string | undefined {
  try {
    return formatMoment(new Date(addTime(calendar, policy, now())).toISOString())
  } catch {
    return undefined
  }
}
