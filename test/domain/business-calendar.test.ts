import { describe, expect, test } from 'vitest'
import { addCountedMs, addTime, countedMs, isWorking, policyMs, splitByWorkingTime } from '../../domain/calendar/business-calendar.ts'
import type { BusinessCalendar } from '../../domain/calendar/calendar-data.ts'
import type { Clock, Policy } from '../../domain/calendar/clock.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { at, interval } from './calendars.ts'

const hourMs = 3_600_000
const hours = (amount: number, clock: Clock): Policy => ({ amount, unit: 'hours', clock })
const days = (amount: number, clock: Clock): Policy => ({ amount, unit: 'days', clock })
const due = (policy: Policy, from: string): string => new Date(addTime(russianCalendar, policy, at(from))).toISOString()
const moscow = (wall: string): string => new Date(at(wall)).toISOString()

const withLunch: BusinessCalendar = {
  ...russianCalendar,
  week: {
    ...russianCalendar.week,
    mon: [interval(9, 13), interval(14, 18)],
    tue: [interval(9, 13), interval(14, 18)],
    wed: [interval(9, 13), interval(14, 18)],
    thu: [interval(9, 13), interval(14, 18)],
    fri: [interval(9, 13), interval(14, 17)],
  },
}
const always = [interval(0, 24)]
const aroundTheClock = (zone: string): BusinessCalendar => ({
  zone,
  week: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
  holidays: [],
  exceptions: {},
})

describe('24 hours from Friday 17:00', () => {
  test.each([
    ['elapsed', '2026-11-21T17:00'],
    ['business-days', '2026-11-23T17:00'],
    ['business-hours', '2026-11-25T14:00'],
  ] as const)('%s', (clock, end) => {
    expect(due(hours(24, clock), '2026-11-20T17:00')).toBe(moscow(end))
  })
})

describe('addTime', () => {
  test('what comes on a day off counts from the next opening', () => {
    expect(due(hours(24, 'business-days'), '2026-11-21T12:00')).toBe(moscow('2026-11-24T09:00'))
    expect(due(hours(24, 'business-days'), '2026-11-22T23:59')).toBe(moscow('2026-11-24T09:00'))
    expect(due(hours(2, 'business-hours'), '2026-11-22T12:00')).toBe(moscow('2026-11-23T11:00'))
  })
  test('a morning of a working day counts on business days as any other hour', () => {
    expect(due(hours(24, 'business-days'), '2026-11-24T03:00')).toBe(moscow('2026-11-25T03:00'))
  })
  test('days are 24 counted hours on business days, standard days on business hours', () => {
    expect(due(days(3, 'business-days'), '2026-11-19T10:00')).toBe(moscow('2026-11-24T10:00'))
    expect(due(days(2, 'business-hours'), '2026-11-20T17:00')).toBe(moscow('2026-11-24T17:00'))
    expect(due(days(2, 'elapsed'), '2026-11-20T17:00')).toBe(moscow('2026-11-22T17:00'))
  })
  test('ends at the closing, not at the next opening', () => {
    expect(due(hours(1, 'business-hours'), '2026-11-20T17:00')).toBe(moscow('2026-11-20T18:00'))
    expect(due(hours(7, 'business-days'), '2026-11-20T17:00')).toBe(moscow('2026-11-21T00:00'))
  })
  test('a length of nothing ends where it starts', () => {
    expect(due(hours(0, 'business-hours'), '2026-11-21T12:00')).toBe(moscow('2026-11-21T12:00'))
  })
  test('passes over the January holidays', () => {
    expect(due(hours(24, 'business-days'), '2026-12-30T15:00')).toBe(moscow('2027-01-11T15:00'))
  })
  test('a short day ends an hour earlier', () => {
    expect(due(hours(9, 'business-hours'), '2026-11-03T09:00')).toBe(moscow('2026-11-05T10:00'))
    expect(isWorking(russianCalendar, at('2026-11-03T16:59'))).toBe(true)
    expect(isWorking(russianCalendar, at('2026-11-03T17:00'))).toBe(false)
  })
  test('keeps the wall time of a deadline over a change of clocks on a day off', () => {
    const berlin = { ...russianCalendar, zone: 'Europe/Berlin' }
    const end = addTime(berlin, hours(24, 'business-days'), at('2026-03-27T17:00', '+01:00'))
    expect(end).toBe(at('2026-03-30T17:00', '+02:00'))
  })
  test('a working day on which the clocks change has 23 or 25 hours', () => {
    const berlin = aroundTheClock('Europe/Berlin')
    const from = at('2026-03-29T00:00', '+01:00')
    expect(countedMs(berlin, 'business-hours', from, at('2026-03-30T00:00', '+02:00'))).toBe(23 * hourMs)
    const newYork = aroundTheClock('America/New_York')
    const autumn = at('2026-11-01T00:00', '-04:00')
    expect(countedMs(newYork, 'business-days', autumn, at('2026-11-02T00:00', '-05:00'))).toBe(25 * hourMs)
    expect(addTime(newYork, hours(25, 'business-hours'), autumn)).toBe(at('2026-11-02T00:00', '-05:00'))
  })
  test('counts every minute where midnight comes twice', () => {
    // Until 2011 the clocks of St. John's went back at 0:01, to 23:01 of the day before.
    const from = at('2010-11-06T12:00', '-02:30')
    const to = at('2010-11-07T12:00', '-03:30')
    expect(to - from).toBe(25 * hourMs)
    for (const toAt of [from + 11.7 * hourMs, from + 12.2 * hourMs, from + 12.9 * hourMs, to]) {
      expect(countedMs(aroundTheClock('America/St_Johns'), 'business-hours', from, toAt)).toBe(toAt - from)
    }
  })
  test('work that starts in the hour skipped in spring starts when that hour would end', () => {
    const early = { ...aroundTheClock('Europe/Berlin').week, sun: [{ fromMinute: 150, toMinute: 600 }] }
    const berlin = { ...aroundTheClock('Europe/Berlin'), week: { ...early, sat: [], mon: [] } }
    expect(splitByWorkingTime(berlin, at('2026-03-28T12:00', '+01:00'), at('2026-03-30T12:00', '+02:00'))[1]).toEqual({
      fromAt: at('2026-03-29T03:00', '+02:00'),
      toAt: at('2026-03-29T10:00', '+02:00'),
      working: true,
    })
  })
  test('passes over a date that a zone left out', () => {
    const apia = aroundTheClock('Pacific/Apia')
    const from = at('2011-12-29T12:00', '-10:00')
    expect(addTime(apia, hours(24, 'business-hours'), from)).toBe(at('2011-12-31T12:00', '+14:00'))
  })
})

describe('lunch', () => {
  test('is not working time', () => {
    expect(isWorking(withLunch, at('2026-11-20T13:30'))).toBe(false)
    expect(addTime(withLunch, hours(5, 'business-hours'), at('2026-11-19T09:00'))).toBe(at('2026-11-19T15:00'))
  })
  test('makes the standard day the commonest one', () => {
    expect(policyMs(withLunch, days(1, 'business-hours'))).toBe(8 * hourMs)
    expect(policyMs(russianCalendar, days(1, 'business-hours'))).toBe(9 * hourMs)
    expect(policyMs(withLunch, days(1, 'business-days'))).toBe(24 * hourMs)
  })
  test('a working Saturday has the hours of the standard day', () => {
    const calendar: BusinessCalendar = { ...withLunch, exceptions: { '2026-11-21': { kind: 'work' } } }
    const [from, to] = [at('2026-11-21T00:00'), at('2026-11-22T00:00')]
    expect(countedMs(calendar, 'business-hours', from, to)).toBe(8 * hourMs)
  })
  test('own intervals of a date go before its weekday', () => {
    const calendar: BusinessCalendar = {
      ...withLunch,
      exceptions: { '2026-11-21': { kind: 'short', intervals: [interval(10, 12)] } },
    }
    const [from, to] = [at('2026-11-21T00:00'), at('2026-11-22T00:00')]
    expect(countedMs(calendar, 'business-hours', from, to)).toBe(2 * hourMs)
  })
})

test('a split names each piece', () => {
  expect(splitByWorkingTime(russianCalendar, at('2026-11-20T17:00'), at('2026-11-23T10:00'))).toEqual([
    { fromAt: at('2026-11-20T17:00'), toAt: at('2026-11-20T18:00'), working: true },
    { fromAt: at('2026-11-20T18:00'), toAt: at('2026-11-23T09:00'), working: false },
    { fromAt: at('2026-11-23T09:00'), toAt: at('2026-11-23T10:00'), working: true },
  ])
  expect(splitByWorkingTime(russianCalendar, at('2026-11-20T17:00'), at('2026-11-20T17:00'))).toEqual([])
  expect(splitByWorkingTime(aroundTheClock('UTC'), at('2026-01-01T00:00'), at('2026-12-31T00:00'))).toHaveLength(1)
})

describe('bad input', () => {
  const from = at('2026-11-20T17:00')
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('an amount of %s is refused', (amount) => {
    expect(() => addTime(russianCalendar, hours(amount, 'elapsed'), from)).toThrow('must be zero or more hours')
    expect(() => addCountedMs(russianCalendar, 'elapsed', amount, from)).toThrow('must be zero or more milliseconds')
  })
  test('an amount of over a hundred years is refused', () => {
    expect(() => addTime(russianCalendar, days(40_000, 'business-days'), from)).toThrow('100 years')
  })
  test('bad instants are refused', () => {
    expect(() => addTime(russianCalendar, hours(1, 'business-hours'), Number.NaN)).toThrow('fromAt must be a number')
    expect(() => isWorking(russianCalendar, 1e18)).toThrow('years 1900-9999')
    expect(() => countedMs(russianCalendar, 'elapsed', from, from - 1)).toThrow('must not end before it starts')
    expect(() => splitByWorkingTime(russianCalendar, from, from - 1)).toThrow('must not end before it starts')
  })
  test('a calendar without working time is refused at once', () => {
    const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    const calendar = { ...russianCalendar, week: never }
    expect(() => addTime(calendar, hours(1, 'business-hours'), from)).toThrow('no working time')
    expect(() => addTime({ ...russianCalendar, zone: 'Mars' }, hours(1, 'business-days'), from)).toThrow('“Mars”')
  })
  test('a calendar whose every date is off for years still ends', () => {
    const exceptions: Record<string, { kind: 'off' }> = {}
    for (let day = 0; day < 3650; day += 1) {
      exceptions[new Date(from + day * 24 * hourMs).toISOString().slice(0, 10)] = { kind: 'off' }
    }
    const end = addTime({ ...russianCalendar, exceptions }, hours(1, 'business-days'), from)
    expect(new Date(end).getUTCFullYear()).toBe(2036)
  })
  test('a hundred years of working time end', () => {
    const end = addTime(russianCalendar, hours(100 * 8766, 'business-hours'), from)
    expect(countedMs(russianCalendar, 'business-hours', from, end)).toBe(100 * 8766 * hourMs)
  })
})
