import { dayMs } from '../calendar/local-date.ts'
import { wallTime } from '../calendar/zone.ts'
import type { Lang } from '../label.ts'
import { formatRelativeDate, formatRelativeDay, formatTime } from './relative-date.ts'
import { noBreakSpace } from './spaces.ts'

const hour = { ru: 'в', en: 'at' } as const

/** An instant inside a sentence, seen from `nowAt`: `в 12:05`, `вчера в 16:20`, `пн 23 ноя`; `at 12:05`, `on Mon 23 Nov`. */
export function whenInSentence(at: number, nowAt: number, zone: string, lang: Lang): string {
  const daysAway = Math.floor(wallTime(zone, at) / dayMs) - Math.floor(wallTime(zone, nowAt) / dayMs)
  if (daysAway === 0) return `${hour[lang]}${noBreakSpace}${formatTime(at, zone)}`
  if (Math.abs(daysAway) === 1) return formatRelativeDate(at, nowAt, zone, lang)
  const day = formatRelativeDay(at, nowAt, zone, lang)
  return lang === 'en' ? `on ${day}` : day
}
