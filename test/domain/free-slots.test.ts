import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorking, splitByWorkingTime } from '../../domain/calendar/business-calendar.ts'
import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import { fewTimes } from '../../domain/calendar/few-times.ts'
import { findFreeSlots, withWay } from '../../domain/calendar/free-slots.ts'
import type { SlotSearch } from '../../domain/calendar/free-slots.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { unusualTime } from '../../domain/calendar/unusual-time.ts'
import { wallText } from '../../domain/calendar/wall-text.ts'
import { zoneField } from '../../domain/zone-field.ts'
import { anyCalendar, anyInstant, at, interval } from './calendars.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const search = (more: Partial<SlotSearch>): SlotSearch => ({
  calendar: russianCalendar,
  visited: more.calendar ?? russianCalendar,
  busy: [],
  durationMs: hourMs,
  fromAt: at('2026-11-26T00:00'),
  limit: 3,
  ...more,
})
const starts = (more: Partial<SlotSearch>, offset = 3): string[] =>
  findFreeSlots(search(more)).map(({ fromAt }) => new Date(fromAt + offset * hourMs).toISOString().slice(0, 16))

describe('a few of many free times', () => {
  it('are on several days, two of a day at most and in other parts of it', () => {
    const zone = russianCalendar.zone
    const many = findFreeSlots(search({ limit: 100 }))
    const few = fewTimes(many, zone, 5).map(({ fromAt }) => new Date(fromAt + 3 * hourMs).toISOString().slice(5, 16))
    expect(few).toEqual(['11-26T09:00', '11-26T12:00', '11-27T09:00', '11-27T12:00', '11-30T09:00'])
    expect(fewTimes(many.slice(0, 2), zone, 5)).toEqual(many.slice(0, 1))
  })
})

describe('a time worth a second look', () => {
  const look = (when: string, visitedZone = 'Europe/Moscow', repZone = 'Europe/Moscow') =>
    unusualTime({ calendar: russianCalendar, visitedZone, repZone, startAt: at(when), now: at('2026-11-26T12:00') })

  it('is night where the contact is, a day off, or a far year', () => {
    expect(look('2026-11-27T10:00')).toEqual([])
    expect(look('2026-11-27T03:00')).toEqual(['night'])
    expect([look('2026-11-27T07:00'), look('2026-11-27T22:00')]).toEqual([[], ['night']])
    // 16:00 in Moscow is 23:00 in Vladivostok.
    expect(look('2026-11-27T16:00', 'Asia/Vladivostok')).toEqual(['night'])
    expect(look('2026-11-28T10:00')).toEqual(['dayOff'])
    // A Sunday of 2028, and Berlin's clock is put forward in that night: 04:30 in Moscow is 03:30 there.
    expect(look('2028-03-26T04:30', 'Europe/Berlin')).toEqual(['night', 'dayOff', 'repNight', 'repDayOff', 'far'])
  })

  it('is looked at by the clock of whoever goes too', () => {
    // 17:00 in Moscow is midnight in Vladivostok, whose Friday ends with it.
    expect(look('2026-11-26T17:00', 'Europe/Moscow', 'Asia/Vladivostok')).toEqual(['repNight'])
    expect(look('2026-11-27T17:00', 'Europe/Moscow', 'Asia/Vladivostok')).toEqual(['repNight', 'repDayOff'])
    // 3:00 in Moscow: nobody in Vladivostok minds ten in the morning.
    expect(look('2026-11-27T03:00', 'Asia/Vladivostok', 'Asia/Vladivostok')).toEqual([])
  })
})

describe('free slots', () => {
  it('begin with the working day and go on by half hours', () => {
    expect(starts({})).toEqual(['2026-11-26T09:00', '2026-11-26T09:30', '2026-11-26T10:00'])
  })

  it('do not begin in the past, nor at a time nobody would say', () => {
    expect(starts({ fromAt: at('2026-11-26T14:07'), limit: 1 })).toEqual(['2026-11-26T14:30'])
  })

  it('end with the working day, and go on after the days off', () => {
    expect(starts({ fromAt: at('2026-11-27T16:45') })).toEqual(['2026-11-27T17:00', '2026-11-30T09:00', '2026-11-30T09:30'])
  })

  it('leave out what one of the two has given away, and the way between two visits', () => {
    const busy = { fromAt: at('2026-11-26T10:00'), toAt: at('2026-11-26T11:00') }
    expect(starts({ busy: [busy] })).toEqual(['2026-11-26T09:00', '2026-11-26T11:00', '2026-11-26T11:30'])
    expect(starts({ busy: [withWay(busy, 30 * minuteMs)], limit: 1 })).toEqual(['2026-11-26T11:30'])
  })

  it('know the day off that was moved, the working Saturday and the short day', () => {
    const calendar = {
      ...russianCalendar,
      exceptions: {
        ...russianCalendar.exceptions,
        '2026-12-31': { kind: 'off' },
        '2026-12-26': { kind: 'work' },
        '2026-12-30': { kind: 'short' },
      },
    } as const
    expect(starts({ calendar, fromAt: at('2026-12-25T17:30'), limit: 1 })).toEqual(['2026-12-26T09:00'])
    // It ends at five, and the holidays of the New Year end on the tenth.
    expect(starts({ calendar, fromAt: at('2026-12-30T15:30') })).toEqual(['2026-12-30T15:30', '2026-12-30T16:00', '2027-01-11T09:00'])
  })

  it('keep to the wall clock when it changes', () => {
    const calendar = { ...russianCalendar, zone: 'Europe/Berlin', holidays: [], exceptions: {} }
    expect(starts({ calendar, fromAt: at('2026-03-27T16:30', '+01:00'), limit: 2 }, 1)).toEqual(['2026-03-27T16:30', '2026-03-27T17:00'])
    expect(starts({ calendar, fromAt: at('2026-03-28T00:00', '+01:00'), limit: 1 }, 2)).toEqual(['2026-03-30T09:00'])
    const night = { ...calendar, week: { ...calendar.week, sun: [interval(1, 5)] } }
    // The hour that is skipped is in nobody's day: 1:00, 1:30, then 3:00.
    expect(starts({ calendar: night, fromAt: at('2026-03-29T00:00', '+01:00'), durationMs: 30 * minuteMs }, 1)).toEqual([
      '2026-03-29T01:00',
      '2026-03-29T01:30',
      '2026-03-29T02:00',
    ])
  })

  const clockIn = (zone: string, instant: number): string => wallText(zone, instant).slice(0, 16)

  it('lie where the working days of both meet, each by their own clock', () => {
    const [calendar, visited] = [calendarIn(russianCalendar, 'Asia/Vladivostok'), calendarIn(russianCalendar, 'Europe/Kaliningrad')]
    const found = findFreeSlots(search({ calendar, visited, limit: 3 }))
    // The last hour of one is the first of the other.
    expect(found.map(({ fromAt }) => [clockIn('Asia/Vladivostok', fromAt), clockIn('Europe/Kaliningrad', fromAt)])).toEqual([
      ['2026-11-26T17:00', '2026-11-26T09:00'],
      ['2026-11-27T17:00', '2026-11-27T09:00'],
      ['2026-11-30T17:00', '2026-11-30T09:00'],
    ])
    expect(findFreeSlots(search({ calendar: calendarIn(russianCalendar, 'Asia/Kamchatka'), visited, limit: 1 }))).toEqual([])
  })

  it('do not move for one of the two when the clock of the other is put forward, and are at no time that it skips', () => {
    const always = [interval(0, 24)]
    const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always }
    const calendar = { ...russianCalendar, week, holidays: [], exceptions: {} }
    const visited = { ...calendar, zone: 'Europe/Berlin', week: { ...week, sun: [interval(1, 5)] } }
    const night = findFreeSlots(search({ calendar, visited, fromAt: at('2027-03-28T02:00'), durationMs: 30 * minuteMs, limit: 6 }))
    // Berlin goes from 2:00 to 3:00 at 4:00 of Moscow, where the half hours go on.
    expect(night.map(({ fromAt }) => clockIn('Europe/Moscow', fromAt).slice(11))).toEqual([
      '03:00',
      '03:30',
      '04:00',
      '04:30',
      '05:00',
      '05:30',
    ])
    expect(night.map(({ fromAt }) => clockIn('Europe/Berlin', fromAt).slice(11))).toEqual([
      '01:00',
      '01:30',
      '03:00',
      '03:30',
      '04:00',
      '04:30',
    ])
    // Working hours of every day: Berlin opens an hour earlier by Moscow's clock from that Sunday on.
    const office = { ...calendar, week: { ...week, sat: [interval(9, 18)], mon: [interval(9, 18)], sun: [] } }
    const opens = (from: string) =>
      findFreeSlots(search({ calendar, visited: { ...office, zone: 'Europe/Berlin' }, fromAt: at(from), limit: 1 }))[0]?.fromAt
    expect([opens('2027-03-27T03:00'), opens('2027-03-29T00:00')]).toEqual([at('2027-03-27T11:00'), at('2027-03-29T10:00')])
  })

  it('lie in the working hours of both by their own clocks, whatever the zones and the day', () => {
    const zone = fc.constantFrom(...zoneField.options.map(({ value }) => value), 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(anyCalendar, anyInstant, zone, zone, fc.integer({ min: 5, max: 240 }), (any, fromAt, ofRep, ofContact, length) => {
        const [calendar, visited] = [calendarIn(any, ofRep), calendarIn(any, ofContact)]
        for (const slot of findFreeSlots(search({ calendar, visited, fromAt, durationMs: length * minuteMs, limit: 5 })))
          for (const own of [calendar, visited]) {
            expect(isWorking(own, slot.fromAt) && isWorking(own, slot.toAt - 1)).toBe(true)
            expect(splitByWorkingTime(own, slot.fromAt, slot.toAt)).toHaveLength(1)
          }
      }),
      { numRuns: 80 },
    )
  })

  it('are free, long enough, in working time, in order and not too early, whatever the calendar', () => {
    const busy = fc.array(
      fc.tuple(anyInstant, fc.integer({ min: 5, max: 480 })).map(([fromAt, minutes]) => ({ fromAt, toAt: fromAt + minutes * minuteMs })),
      { maxLength: 12 },
    )
    const minutes = fc.integer({ min: 5, max: 240 })
    fc.assert(
      fc.property(anyCalendar, anyInstant, busy, minutes, (calendar, fromAt, taken, length) => {
        const durationMs = length * minuteMs
        const near = taken.map((one, index) => ({
          fromAt: fromAt + index * 3 * hourMs,
          toAt: fromAt + index * 3 * hourMs + (one.toAt - one.fromAt),
        }))
        const found = findFreeSlots(search({ calendar, fromAt, busy: [...taken, ...near], durationMs, limit: 8 }))
        let before = fromAt
        for (const slot of found) {
          expect(slot.toAt - slot.fromAt).toBe(durationMs)
          expect(slot.fromAt).toBeGreaterThanOrEqual(before)
          before = slot.fromAt + 1
          expect(isWorking(calendar, slot.fromAt)).toBe(true)
          expect(splitByWorkingTime(calendar, slot.fromAt, slot.toAt)).toHaveLength(1)
          for (const one of [...taken, ...near]) expect(one.fromAt >= slot.toAt || one.toAt <= slot.fromAt).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })
})
