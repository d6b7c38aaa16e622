import type { Lang } from '../label.ts'
import { zoneName } from '../letters/letter-date.ts'
import { formatDayTime } from '../text/relative-date.ts'

/** An instant in a short message: `23 ноября, 12:00 (МСК)`. */
export const smsDate = (at: number, zone: string, lang: Lang): string => `${formatDayTime(at, zone, lang)} (${zoneName(at, zone, lang)})`
