import { describe, expect, test } from 'vitest'
import { dayIn } from '../../domain/calendar/day-in.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { calendarDays } from '../../services/visit/calendar-days.ts'
import { daysOff, hoursOf, shadesOf } from '../../web/console/calendar/calendar-hours.ts'
import { spanOf, stepped, wallSpan } from '../../web/console/calendar/calendar-span.ts'
import { routeLink } from '../../web/console/calendar/route-link.ts'

const hourMs = 3_600_000
const berlin = { ...russianCalendar, zone: 'Europe/Berlin', exceptions: {}, holidays: [] }
const hours = ({ from, to }: { readonly from: string; readonly to: string }): number => (Date.parse(to) - Date.parse(from)) / hourMs

describe('what a calendar shows', () => {
  test('a day of 23 and one of 25 hours, and weeks that hold them', () => {
    expect(hours(spanOf('day', '2026-03-29', 'Europe/Berlin'))).toBe(23)
    expect(hours(spanOf('day', '2026-10-25', 'Europe/Berlin'))).toBe(25)
    expect(hours(spanOf('week', '2026-10-21', 'Europe/Berlin'))).toBe(7 * 24 + 1)
    expect(spanOf('month', '2026-11-26', 'Europe/Moscow')).toEqual({ from: '2026-10-25T21:00:00.000Z', to: '2026-12-06T21:00:00.000Z' })
  })

  test('steps from the end of a long month into a short one, and over a year', () => {
    expect(stepped('month', '2026-01-31', 1)).toBe('2026-02-01')
    expect(stepped('month', '2026-12-15', 1)).toBe('2027-01-01')
    expect(stepped('month', '2026-01-15', -1)).toBe('2025-12-01')
    expect(stepped('week', '2026-12-30', 1)).toBe('2027-01-06')
  })

  test('the date is the organization’s, not the reader’s', () => {
    expect(dayIn('Asia/Vladivostok', Date.parse('2026-11-26T15:00Z'))).toBe('2026-11-27')
  })

  test('a visit through the night in which the clocks go back is as long as it lasts', () => {
    const { start, end } = wallSpan('Europe/Berlin', Date.parse('2026-10-25T00:30Z'), Date.parse('2026-10-25T01:30Z'))
    expect({ start, end }).toEqual({ start: '2026-10-25T02:30:00', end: '2026-10-25T03:30:00' })
  })

  test('a moved holiday is a day off, a working Saturday is none, a short day ends earlier', () => {
    const week = (date: string) => {
      const { from, to } = spanOf('week', date, 'Europe/Moscow')
      return calendarDays(russianCalendar, new Date(from), new Date(to), 'ru')
    }
    const [, , , , friday] = week('2026-01-09')
    expect(friday).toMatchObject({ date: '2026-01-09', working: [] })
    const before = week('2026-11-04')
    expect(before.map((day) => day.working.length > 0)).toEqual([true, true, false, true, true, false, false])
    const short = before[1]?.working[0]
    expect(short && (short.toAt - short.fromAt) / hourMs).toBeLessThan(9)
    expect(week('2027-02-20').find((day) => day.date === '2027-02-20')?.working).not.toEqual([])
    const range = { zone: 'Europe/Moscow', days: before, reps: [], visits: [] }
    expect(daysOff(range)).toEqual(['2026-11-04', '2026-11-07', '2026-11-08'])
    expect(hoursOf(range)).toEqual({ from: 8, to: 19 })
    const [holiday] = before[2] ? shadesOf(before[2], 'Europe/Moscow', ['a', 'b']) : []
    expect(holiday).toMatchObject({ start: '2026-11-04T00:00:00', end: '2026-11-04T23:59:59', resourceIds: ['a', 'b'] })
  })

  test('the shaded hours of a day whose clocks change are drawn on that day alone', () => {
    const [day] = calendarDays(berlin, new Date('2026-10-25T12:00Z'), new Date('2026-10-25T13:00Z'), 'ru')
    const shades = day ? shadesOf(day, 'Europe/Berlin', []) : []
    expect(shades.map(({ start, end }) => [start, end])).toEqual([['2026-10-25T00:00:00', '2026-10-25T23:59:59']])
  })

  test('the route goes through the addresses in their order', () => {
    expect(routeLink([])).toBeUndefined()
    expect(routeLink(['', 'Лесная, 1'])).toContain('text=')
    expect(new URL(routeLink(['Лесная, 1', 'Новая, 2', 'Старая, 3']) ?? '').searchParams.get('rtext')).toBe('~Лесная, 1~Новая, 2~Старая, 3')
  })
})
