import type { WorkInterval, WorkWeek } from './calendar/calendar-data.ts'
import { weekdays } from './calendar/local-date.ts'
import type { Weekday } from './calendar/local-date.ts'
import { langs } from './label.ts'
import { weekdaysShort } from './text/weekday-names.ts'

const shape = /^([а-яa-z]+)\.?\s+(?:(\d{1,2})(?::(\d\d))?\s*[-–—]\s*(\d{1,2})(?::(\d\d))?|(?:после|after)\s+(\d{1,2})(?::(\d\d))?)$/
const dayMinutes = 24 * 60

function partOf(text: string): readonly [Weekday, WorkInterval] | undefined {
  const [, name = '', fromHour, fromMinutes, toHour, toMinutes, afterHour, afterMinutes] = shape.exec(text) ?? []
  const day = weekdays.find((one) => langs.some((lang) => weekdaysShort[lang][one].toLowerCase() === name))
  const fromMinute = Number(fromHour ?? afterHour) * 60 + Number(fromMinutes ?? afterMinutes ?? 0)
  const toMinute = afterHour === undefined ? Number(toHour) * 60 + Number(toMinutes ?? 0) : dayMinutes
  const isSpan =
    fromMinute < toMinute && toMinute <= dayMinutes && [fromMinutes, toMinutes, afterMinutes].every((one) => Number(one ?? 0) < 60)
  return day === undefined || !isSpan ? undefined : [day, { fromMinute, toMinute }]
}

const isApart = (spans: readonly WorkInterval[]): boolean =>
  spans.every((span, at) => at === 0 || (spans[at - 1]?.toMinute ?? 0) <= span.fromMinute)

/** The hours of a week as people write them: `вт 15–18, чт 10:00–12:30, пт после 16`; undefined where the text says none, or says one twice. */
export function weekOfHours(text: string): WorkWeek | undefined {
  const parts = text
    .toLowerCase()
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(partOf)
  if (parts.length === 0 || parts.includes(undefined)) return undefined
  const of = (day: Weekday): readonly WorkInterval[] =>
    parts.flatMap((part) => (part?.[0] === day ? [part[1]] : [])).toSorted((one, other) => one.fromMinute - other.fromMinute)
  const week: WorkWeek = { mon: of('mon'), tue: of('tue'), wed: of('wed'), thu: of('thu'), fri: of('fri'), sat: of('sat'), sun: of('sun') }
  return weekdays.every((day) => isApart(week[day])) ? week : undefined
}

/** The hours that are in both of two weeks. */
export function inBothWeeks(one: WorkWeek, other: WorkWeek): WorkWeek {
  const of = (day: Weekday): readonly WorkInterval[] =>
    one[day].flatMap((span) =>
      other[day].flatMap((shared) => {
        const [fromMinute, toMinute] = [Math.max(span.fromMinute, shared.fromMinute), Math.min(span.toMinute, shared.toMinute)]
        return fromMinute < toMinute ? [{ fromMinute, toMinute }] : []
      }),
    )
  return { mon: of('mon'), tue: of('tue'), wed: of('wed'), thu: of('thu'), fri: of('fri'), sat: of('sat'), sun: of('sun') }
}

/** The field of hours; what it holds is read by `weekOfHours`. */
export const hoursField = (ru: string, en: string) =>
  ({
    type: 'text',
    label: { ru, en },
    hint: { ru: 'Например: вт 15–18, чт 10–12:30, пт после 16', en: 'For example: tue 15–18, thu 10–12:30, fri after 16' },
    max: 200,
    optional: true,
  }) as const

export const wrongHours = {
  ru: 'Напишите дни и часы так: вт 15–18, чт 10–12:30, пт после 16. Часы одного дня не пересекаются.',
  en: 'Write days and hours like this: tue 15–18, thu 10–12:30, fri after 16. Hours of one day do not overlap.',
} as const
