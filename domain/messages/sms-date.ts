import type { Lang } from '../label.ts'
import { zoneName } from '../letters/letter-date.ts'
import { formatDayTime } from '../text/relative-date.ts'

/** An instant in a short message that is read at `nowAt`: `23 ноября, 12:00 (МСК)`, of another year `23 ноября 2027, 12:00 (МСК)`. */
export const smsDate = (at: number, nowAt: number, zone: string, lang: Lang): string =>
  `${formatDayTime(at, nowAt, zone, lang)} (${zoneName(at, zone, lang)})`
