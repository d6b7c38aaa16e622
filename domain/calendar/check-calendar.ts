import type { Label } from '../label.ts'
import type { BusinessCalendar, WorkInterval } from './calendar-data.ts'
import { dayKinds } from './calendar-data.ts'
import { dayOfIsoDate, weekdays } from './local-date.ts'
import { isZone } from './zone.ts'

/** What is wrong in a calendar, and where: `week.mon`, `exceptions.2026-01-09`. */
export interface CalendarProblem {
  readonly path: string
  readonly message: Label
}

const minutesInDay = 1440

const isMinute = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= minutesInDay

function checkIntervals(path: string, intervals: readonly WorkInterval[]): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  let previousTo = 0
  for (const { fromMinute, toMinute } of intervals) {
    if (!isMinute(fromMinute) || !isMinute(toMinute)) {
      problems.push({
        path,
        message: {
          ru: 'Время работы задаётся целыми минутами от 0:00 до 24:00',
          en: 'Working time is stated in whole minutes from 0:00 to 24:00',
        },
      })
    } else if (fromMinute >= toMinute) {
      problems.push({
        path,
        message: {
          ru: 'Конец работы должен быть позже начала; ночную смену разделите на два дня',
          en: 'Work must end later than it starts; split a night shift between two days',
        },
      })
    } else if (fromMinute < previousTo) {
      problems.push({
        path,
        message: {
          ru: 'Промежутки работы идут по порядку и не пересекаются',
          en: 'Working intervals go in order and do not overlap',
        },
      })
    }
    previousTo = Math.max(previousTo, toMinute)
  }
  return problems
}

/** Everything that is wrong in a calendar, each with its place; nothing when it can be counted by. */
export function checkCalendar(calendar: BusinessCalendar): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  if (!isZone(calendar.zone)) {
    problems.push({
      path: 'zone',
      message: {
        ru: `Неизвестный часовой пояс «${calendar.zone}», нужен вид Europe/Moscow`,
        en: `Unknown time zone “${calendar.zone}”, expected one like Europe/Moscow`,
      },
    })
  }
  for (const day of weekdays) problems.push(...checkIntervals(`week.${day}`, calendar.week[day]))
  if (weekdays.every((day) => calendar.week[day].length === 0)) {
    problems.push({
      path: 'week',
      message: {
        ru: 'В неделе нет рабочего времени: укажите хотя бы один рабочий день',
        en: 'The week has no working time: state at least one working day',
      },
    })
  }
  for (const holiday of calendar.holidays) {
    if (dayOfIsoDate(`2024-${holiday}`) !== undefined) continue
    problems.push({
      path: `holidays.${holiday}`,
      message: {
        ru: `Нет такого дня: «${holiday}», нужен вид 05-09`,
        en: `There is no such day: “${holiday}”, expected one like 05-09`,
      },
    })
  }
  for (const [date, exception] of Object.entries(calendar.exceptions)) {
    const path = `exceptions.${date}`
    if (dayOfIsoDate(date) === undefined) {
      problems.push({
        path,
        message: {
          ru: `Нет такой даты: «${date}», нужен вид 2026-05-09`,
          en: `There is no such date: “${date}”, expected one like 2026-05-09`,
        },
      })
    }
    if (!dayKinds.includes(exception.kind)) {
      problems.push({
        path,
        message: { ru: 'День бывает рабочим, коротким или выходным', en: 'A day is work, short or off' },
      })
    }
    problems.push(...checkIntervals(path, exception.intervals ?? []))
    if (exception.kind !== 'off' && exception.intervals?.length === 0) {
      problems.push({
        path,
        message: {
          ru: 'У рабочего дня нет времени работы: укажите его или сделайте день выходным',
          en: 'A working day has no working time: state it or make the day off',
        },
      })
    }
  }
  return problems
}
