import { dayMs, dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import { lang } from '../../lib/preferences.ts'

/** A day `2026-11-26` as people write it: `26 нояб. 2026`. */
export const dayText = (day: string): string =>
  new Intl.DateTimeFormat(lang(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
    .format((dayOfIsoDate(day) ?? 0) * dayMs)
    .replace(/\s*г\.$/u, '')
