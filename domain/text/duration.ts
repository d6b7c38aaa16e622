import type { Lang } from '../label.ts'
import type { PluralForms } from './plural.ts'
import { plural } from './plural.ts'
import { minusSign, noBreakSpace } from './spaces.ts'
import { minuteMs } from '../calendar/local-date.ts'

const minutesInHour = 60
const minutesInDay = 1440
// From here on hours are noise: "12 days" says as much as "12 days 5 h".
const daysWithoutHours = 10

const days: PluralForms = { ru: { one: 'день', few: 'дня', many: 'дней' }, en: { one: 'day', many: 'days' } }
const short = { ru: { hour: 'ч', minute: 'мин' }, en: { hour: 'h', minute: 'min' } } as const
const underMinute = { ru: 'меньше минуты', en: 'less than a minute' } as const

/**
 * A length of time in at most two units: `3 ч 40 мин`, `2 дня 3 ч`, `12 дней`, `меньше минуты`.
 * Rounded down to the last unit shown, so that a countdown never promises more than is left; a
 * day is 24 hours. A negative length has a minus before it.
 * @throws RangeError when it is not a number
 */
export function formatDuration(lengthMs: number, lang: Lang): string {
  if (!Number.isFinite(lengthMs)) throw new RangeError(`A length must be a number of milliseconds, not ${lengthMs}`)
  const total = Math.floor(Math.abs(lengthMs) / minuteMs)
  if (total === 0) return underMinute[lang]
  const dayCount = Math.floor(total / minutesInDay)
  const hourCount = Math.floor((total % minutesInDay) / minutesInHour)
  const minuteCount = total % minutesInHour
  const parts: string[] = []
  if (dayCount > 0) parts.push(plural(days, dayCount, lang))
  if (hourCount > 0 && dayCount < daysWithoutHours) parts.push(`${hourCount}${noBreakSpace}${short[lang].hour}`)
  if (minuteCount > 0 && dayCount === 0) parts.push(`${minuteCount}${noBreakSpace}${short[lang].minute}`)
  return (lengthMs < 0 ? minusSign : '') + parts.join(' ')
}
