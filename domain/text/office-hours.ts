import type { BusinessCalendar } from '../calendar/calendar-data.ts'
import { weekdays } from '../calendar/local-date.ts'
import type { Lang } from '../label.ts'
import { weekdaysShort } from './weekday-names.ts'

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** `Europe/Moscow` is named as people say it; another zone by its city. */
function zoneWords(zone: string, lang: Lang): string {
  if (zone === 'Europe/Moscow') return { ru: 'по московскому времени', en: 'Moscow time' }[lang]
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  return { ru: `время: ${city}`, en: `${city} time` }[lang]
}

/**
 * When people work, as «пн–пт 9:00–18:00 по московскому времени». Runs of days with the same hours are put together;
 * undefined when nobody ever works.
 */
export function officeHours(calendar: BusinessCalendar, lang: Lang): string | undefined {
  const days = weekdays.map((day) => calendar.week[day].map((one) => `${clock(one.fromMinute)}–${clock(one.toMinute)}`).join(', '))
  const runs: { from: number; to: number; hours: string }[] = []
  for (const [day, hours] of days.entries()) {
    const last = runs.at(-1)
    if (hours === '') continue
    if (last && last.to === day - 1 && last.hours === hours) last.to = day
    else runs.push({ from: day, to: day, hours })
  }
  if (runs.length === 0) return undefined
  const names = weekdays.map((day) => weekdaysShort[lang][day])
  const name = (day: number): string => names[day] ?? ''
  const words = runs.map((run) => `${name(run.from)}${run.to > run.from ? `–${name(run.to)}` : ''} ${run.hours}`)
  return `${words.join(', ')} ${zoneWords(calendar.zone, lang)}`
}
