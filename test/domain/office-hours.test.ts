import { describe, expect, it } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { officeHours } from '../../domain/text/office-hours.ts'

describe('office hours in words', () => {
  it('put days with the same hours together', () => {
    expect(officeHours(russianCalendar, 'ru')).toBe('пн–пт 9:00–18:00 по московскому времени')
    expect(officeHours(russianCalendar, 'en')).toBe('Mon–Fri 9:00–18:00 Moscow time')
  })
  it('name lunch, single days and other zones', () => {
    const day = [
      { fromMinute: 540, toMinute: 780 },
      { fromMinute: 840, toMinute: 1080 },
    ]
    const short = [{ fromMinute: 600, toMinute: 900 }]
    const calendar = {
      ...russianCalendar,
      zone: 'Asia/Yekaterinburg',
      week: { mon: day, tue: day, wed: [], thu: day, fri: [], sat: short, sun: [] },
    }
    expect(officeHours(calendar, 'ru')).toBe(
      'пн–вт 9:00–13:00, 14:00–18:00, чт 9:00–13:00, 14:00–18:00, сб 10:00–15:00 время: Yekaterinburg',
    )
  })
  it('say nothing when nobody works', () => {
    expect(
      officeHours({ ...russianCalendar, week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } }, 'ru'),
    ).toBeUndefined()
  })
})
