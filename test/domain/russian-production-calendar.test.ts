import { describe, expect, test } from 'vitest'
import type { BusinessCalendar } from '../../domain/calendar/calendar-data.ts'
import { countedMs, isWorking } from '../../domain/calendar/business-calendar.ts'
import { movedDaysOff, productionYears, russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { at, interval } from './calendars.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const eightHours = [interval(9, 13), interval(14, 18)]
const fortyHours: BusinessCalendar = {
  ...russianCalendar,
  week: { mon: eightHours, tue: eightHours, wed: eightHours, thu: eightHours, fri: eightHours, sat: [], sun: [] },
}

const works = (date: string): boolean => isWorking(russianCalendar, at(`${date}T12:00`))
const hoursOf = (date: string): number => {
  const from = at(`${date}T00:00`)
  return countedMs(russianCalendar, 'business-hours', from, from + dayMs) / hourMs
}

/** Dates of the year for which the check holds. */
function datesOf(year: number, check: (date: string) => boolean): string[] {
  const dates: string[] = []
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += dayMs) {
    const date = new Date(day).toISOString().slice(0, 10)
    if (check(date)) dates.push(date)
  }
  return dates
}

describe.each([2025, 2026, 2027])('%s', (year) => {
  test('247 working days, 118 days off', () => {
    expect(datesOf(year, works)).toHaveLength(247)
    expect(datesOf(year, (date) => !works(date))).toHaveLength(118)
  })
  test('1972 hours in a week of 40', () => {
    const ms = countedMs(fortyHours, 'business-hours', at(`${year}-01-01T00:00`), at(`${year + 1}-01-01T00:00`))
    expect(ms / hourMs).toBe(1972)
  })
  test('what is moved is off on the new date', () => {
    for (const { to } of movedDaysOff(year)) expect(works(to), to).toBe(false)
  })
})

test('the years with data', () => {
  expect(productionYears).toEqual([2025, 2026, 2027])
  expect(movedDaysOff(2024)).toEqual([])
})

test('days off moved by decree and by law', () => {
  const moves = (year: number): string =>
    movedDaysOff(year)
      .map(({ from, to }) => `${from.slice(5)} ${to.slice(5)}`)
      .join(', ')
  expect(moves(2025)).toBe('01-04 05-02, 02-23 05-08, 03-08 06-13, 11-01 11-03, 01-05 12-31')
  expect(moves(2026)).toBe('01-03 01-09, 01-04 12-31, 03-08 03-09, 05-09 05-11')
  expect(moves(2027)).toBe('02-20 02-22, 01-02 11-05, 01-03 12-31, 05-01 05-03, 05-09 05-10, 06-12 06-14')
})

test('a moved day says where from', () => {
  expect(russianCalendar.exceptions['2026-01-09']?.note).toEqual({
    ru: 'Выходной перенесён с 03.01',
    en: 'Day off moved from 03.01',
  })
  expect(russianCalendar.exceptions['2025-11-01']).toEqual({
    kind: 'short',
    note: { ru: 'Выходной перенесён на 03.11', en: 'Day off moved to 03.11' },
  })
})

test.each([
  [2025, ['2025-03-07', '2025-04-30', '2025-06-11', '2025-11-01']],
  [2026, ['2026-04-30', '2026-05-08', '2026-06-11', '2026-11-03']],
  [2027, ['2027-02-20', '2027-04-30', '2027-06-11', '2027-11-03']],
])('short days of %s', (year, dates) => {
  expect(datesOf(year, (date) => hoursOf(date) === 8)).toEqual(dates)
})

test('working weekends are the moved Saturdays alone', () => {
  const weekend = (date: string): boolean => [0, 6].includes(new Date(date).getUTCDay()) && works(date)
  expect(productionYears.flatMap((year) => datesOf(year, weekend))).toEqual(['2025-11-01', '2027-02-20'])
})

test('a year without data has weekends and the holidays of article 112', () => {
  const weekday = (date: string): boolean => ![0, 6].includes(new Date(date).getUTCDay())
  expect(datesOf(2030, (date) => weekday(date) && !works(date))).toEqual([
    '2030-01-01',
    '2030-01-02',
    '2030-01-03',
    '2030-01-04',
    '2030-01-07',
    '2030-01-08',
    '2030-03-08',
    '2030-05-01',
    '2030-05-09',
    '2030-06-12',
    '2030-11-04',
  ])
})
