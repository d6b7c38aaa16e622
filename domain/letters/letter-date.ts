import { wallTime } from '../calendar/zone.ts'
import type { Lang } from '../label.ts'
import { formatFullDate } from '../text/relative-date.ts'
import { minuteMs } from '../calendar/local-date.ts'

/** The zone in brackets behind a time: `МСК`, `UTC+5`. */
export function zoneName(at: number, zone: string, lang: Lang): string {
  if (zone === 'Europe/Moscow') return lang === 'ru' ? 'МСК' : 'MSK'
  const minutes = Math.round((wallTime(zone, at) - at) / minuteMs)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '\u2212' : '+'}${String(hours)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** An instant in a letter, which may be read anywhere: `23 ноября 2026, 12:00 (МСК)`. */
export const letterDate = (at: number, zone: string, lang: Lang): string =>
  `${formatFullDate(at, zone, lang)}\u00a0(${zoneName(at, zone, lang)})`
