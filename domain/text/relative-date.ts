import { dayMs, minuteMs, partsOfDay, weekdayOfDay } from '../calendar/local-date.ts'
import { checkInstant, wallTime } from '../calendar/zone.ts'
import type { Lang } from '../label.ts'
import { noBreakSpace } from './spaces.ts'
import { weekdaysShort } from './weekday-names.ts'

const monthsShort = {
  ru: ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const
const monthsLong = {
  ru: [
    ...(['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'] as const),
    ...(['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'] as const),
  ],
  en: [
    ...(['January', 'February', 'March', 'April', 'May', 'June'] as const),
    ...(['July', 'August', 'September', 'October', 'November', 'December'] as const),
  ],
} as const
const nearDays = {
  ru: new Map([
    [-1, 'вчера'],
    [0, 'сегодня'],
    [1, 'завтра'],
  ]),
  en: new Map([
    [-1, 'yesterday'],
    [0, 'today'],
    [1, 'tomorrow'],
  ]),
} as const
const joint = { ru: 'в', en: 'at' } as const

interface WallClock {
  readonly day: number
  readonly minute: number
}

function wallClock(at: number, zone: string): WallClock {
  checkInstant(at, 'at')
  const wall = wallTime(zone, at)
  const day = Math.floor(wall / dayMs)
  return { day, minute: Math.floor((wall - day * dayMs) / minuteMs) }
}

const formatMinute = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** The time of day in a zone: `9:40`. */
export function formatTime(at: number, zone: string): string {
  return formatMinute(wallClock(at, zone).minute)
}

function shortDay(day: number, todayDay: number, lang: Lang): string {
  const { year, month, day: date } = partsOfDay(day)
  const dayMonth = `${date}${noBreakSpace}${monthsShort[lang][month - 1] ?? ''}`
  if (year !== partsOfDay(todayDay).year) return `${dayMonth}${noBreakSpace}${year}`
  return `${weekdaysShort[lang][weekdayOfDay(day)]} ${dayMonth}`
}

/**
 * An instant as people say it, seen from `nowAt` in a zone: `сегодня в 12:05`, `завтра в 9:40`,
 * `пн 23 ноя, 9:40` in the same year, `23 ноя 2027, 9:40` in another.
 * @throws RangeError for bad instants or an unknown zone
 */
export function formatRelativeDate(at: number, nowAt: number, zone: string, lang: Lang): string {
  const { day, minute } = wallClock(at, zone)
  const today = wallClock(nowAt, zone).day
  const near = nearDays[lang].get(day - today)
  if (near !== undefined) return `${near} ${joint[lang]}${noBreakSpace}${formatMinute(minute)}`
  return `${shortDay(day, today, lang)}, ${formatMinute(minute)}`
}

/** The day alone, seen from `nowAt`: `сегодня`, `вчера`, `пн 23 ноя`, `23 ноя 2027`. */
export function formatRelativeDay(at: number, nowAt: number, zone: string, lang: Lang): string {
  const { day } = wallClock(at, zone)
  const today = wallClock(nowAt, zone).day
  return nearDays[lang].get(day - today) ?? shortDay(day, today, lang)
}

/** The day and the time, seen from `nowAt`: `23 ноября, 9:40` in the same year, `23 ноября 2027, 9:40` in another. */
export function formatDayTime(at: number, nowAt: number, zone: string, lang: Lang): string {
  const { day, minute } = wallClock(at, zone)
  const { year, month, day: date } = partsOfDay(day)
  if (year !== partsOfDay(wallClock(nowAt, zone).day).year) return formatFullDate(at, zone, lang)
  return `${date}${noBreakSpace}${monthsLong[lang][month - 1] ?? ''}, ${formatMinute(minute)}`
}

/** The whole date, for letters and for what is shown on hover: `23 ноября 2026, 9:40`. */
export function formatFullDate(at: number, zone: string, lang: Lang): string {
  const { day, minute } = wallClock(at, zone)
  const { year, month, day: date } = partsOfDay(day)
  const name = monthsLong[lang][month - 1] ?? ''
  return `${date}${noBreakSpace}${name}${noBreakSpace}${year}, ${formatMinute(minute)}`
}
