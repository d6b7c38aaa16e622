import { describe, expect, it } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { daysOfReport, nextSending } from '../../domain/saved-report.ts'
import type { ReportSchedule } from '../../domain/saved-report.ts'

const at = (text: string): number => Date.parse(`${text}:00+03:00`)
const shown = (ms: number): string => new Date(ms + 3 * 3_600_000).toISOString().slice(0, 16)
const schedule = (rhythm: ReportSchedule['rhythm'], weekday: ReportSchedule['weekday'] = 'mon', hour = 9): ReportSchedule => ({
  ...{ rhythm, weekday, hour },
})
function turns(of: ReportSchedule, from: string, count: number): string[] {
  const found: string[] = []
  for (let after = at(from); found.length < count;) {
    after = nextSending(russianCalendar, of, after)
    found.push(shown(after))
  }
  return found
}

describe('a report is sent', () => {
  it('daily on working days alone, once a day', () => {
    expect(turns(schedule('daily'), '2026-11-26T09:00', 3)).toEqual(['2026-11-27T09:00', '2026-11-30T09:00', '2026-12-01T09:00'])
    expect(turns(schedule('daily'), '2026-11-26T08:59', 1)).toEqual(['2026-11-26T09:00'])
    // The last working day of the year, and the first after the holidays.
    expect(turns(schedule('daily'), '2026-12-30T09:00', 1)).toEqual(['2027-01-11T09:00'])
  })
  it('weekly and monthly on the next working day when its own is a day off, and once for several such', () => {
    expect(turns(schedule('weekly', 'sat'), '2026-11-26T12:00', 2)).toEqual(['2026-11-30T09:00', '2026-12-07T09:00'])
    expect(turns(schedule('weekly', 'mon'), '2026-12-28T10:00', 2)).toEqual(['2027-01-11T09:00', '2027-01-18T09:00'])
    expect(turns(schedule('monthly'), '2026-11-26T12:00', 3)).toEqual(['2026-12-01T09:00', '2027-01-11T09:00', '2027-02-01T09:00'])
  })
  it('at an hour of the organization’s clock, whichever way it is put', () => {
    const berlin = { ...russianCalendar, zone: 'Europe/Berlin' }
    const first = nextSending(berlin, schedule('daily'), Date.parse('2026-10-23T07:00:00Z'))
    // Summer time ended between the two.
    expect(new Date(first).toISOString()).toBe('2026-10-26T08:00:00.000Z')
  })
})

describe('a report tells of', () => {
  const days = (period: Parameters<typeof daysOfReport>[2], sent: string, of = schedule('daily')) => {
    const { from, to } = daysOfReport(russianCalendar, of, period, at(sent))
    return `${from} ${to}`
  }
  it('all days since the working day before, so that none is left out', () => {
    expect(days('sinceWorkday', '2026-11-27T09:00')).toBe('2026-11-26 2026-11-26')
    expect(days('sinceWorkday', '2026-11-30T09:00')).toBe('2026-11-27 2026-11-29')
  })
  it('whole weeks and months that are over, and the running ones up to the day before', () => {
    expect(days('lastWeek', '2026-11-26T09:00')).toBe('2026-11-16 2026-11-22')
    expect(days('lastMonth', '2026-12-01T09:00')).toBe('2026-11-01 2026-11-30')
    expect(days('month', '2026-11-26T09:00')).toBe('2026-11-01 2026-11-25')
    expect(days('month', '2026-12-01T09:00')).toBe('2026-11-01 2026-11-30')
    expect(days('quarter', '2026-11-26T09:00')).toBe('2026-10-01 2026-11-25')
    expect(days('year', '2026-11-26T09:00')).toBe('2025-12-01 2026-11-25')
  })
  it('what its own day would have, when that was a day off', () => {
    // Friday's report of the week before, sent after the holidays of May.
    expect(days('lastWeek', '2026-05-04T09:00', schedule('weekly', 'fri'))).toBe('2026-04-20 2026-04-26')
    // Out of turn it is the present day's.
    expect(days('lastWeek', '2026-11-26T12:00', schedule('weekly', 'mon'))).toBe('2026-11-16 2026-11-22')
  })
})
