import { expect, test } from 'vitest'
import { checkCalendar } from '../../domain/calendar/check-calendar.ts'
import type { BusinessCalendar } from '../../domain/calendar/calendar-data.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { interval } from './calendars.ts'

const off: BusinessCalendar['week'] = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
const paths = (change: Partial<BusinessCalendar>): readonly string[] =>
  checkCalendar({ ...russianCalendar, ...change }).map(({ path }) => path)

test('the default calendar is right', () => {
  expect(checkCalendar(russianCalendar)).toEqual([])
})

test.each<[string, Partial<BusinessCalendar>]>([
  ['zone', { zone: 'Europe/Moskow' }],
  ['zone', { zone: '' }],
  ['week', { week: off }],
  ['week.mon', { week: { ...off, mon: [{ fromMinute: 540, toMinute: 1441 }] } }],
  ['week.mon', { week: { ...off, mon: [{ fromMinute: 540.5, toMinute: 600 }] } }],
  ['week.mon', { week: { ...off, mon: [{ fromMinute: Number.NaN, toMinute: 600 }] } }],
  ['week.tue', { week: { ...off, tue: [interval(18, 9)] } }],
  ['week.tue', { week: { ...off, tue: [interval(9, 9)] } }],
  ['week.wed', { week: { ...off, wed: [interval(9, 14), interval(13, 18)] } }],
  ['week.wed', { week: { ...off, wed: [interval(14, 18), interval(9, 13)] } }],
  ['holidays.02-30', { holidays: ['02-30'] }],
  ['holidays.9 мая', { holidays: ['9 мая'] }],
  ['exceptions.2026-02-29', { exceptions: { '2026-02-29': { kind: 'off' } } }],
  ['exceptions.2026-2-2', { exceptions: { '2026-2-2': { kind: 'off' } } }],
  ['exceptions.2026-02-02', { exceptions: { '2026-02-02': { kind: 'work', intervals: [] } } }],
  ['exceptions.2026-02-02', { exceptions: { '2026-02-02': { kind: 'short', intervals: [interval(18, 9)] } } }],
])('%s is named', (path, change) => {
  expect(paths(change)).toEqual([path])
})

test('29 February may be a holiday', () => {
  expect(paths({ holidays: ['02-29'] })).toEqual([])
})

test('all problems are told at once, in both languages', () => {
  const problems = checkCalendar({ ...russianCalendar, zone: 'Mars', week: off, holidays: ['13-01'] })
  expect(problems.map(({ path }) => path)).toEqual(['zone', 'week', 'holidays.13-01'])
  for (const { message } of problems) {
    expect(message.ru).toMatch(/[а-я]/u)
    expect(message.en).toMatch(/^[^а-яА-Я]+$/u)
  }
})
