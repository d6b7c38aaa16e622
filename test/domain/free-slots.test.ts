import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorking, splitByWorkingTime } from '../../domain/calendar/business-calendar.ts'
import { fewTimes } from '../../domain/calendar/few-times.ts'
import { findFreeSlots, withWay } from '../../domain/calendar/free-slots.ts'
import type { SlotSearch } from '../../domain/calendar/free-slots.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { unusualTime } from '../../domain/calendar/unusual-time.ts'
import { anyCalendar, anyInstant, at, interval } from './calendars.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const search = (more: Partial<SlotSearch>): SlotSearch => ({
  calendar: russianCalendar,
  busy: [],
  visitedZone: undefined,
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
  const look = (when: string, visitedZone = 'Europe/Moscow') =>
    unusualTime({ calendar: russianCalendar, visitedZone, startAt: at(when), now: at('2026-11-26T12:00') })

  it('is night where the contact is, a day off, or a far year', () => {
    expect(look('2026-11-27T10:00')).toEqual([])
    expect(look('2026-11-27T03:00')).toEqual(['night'])
    expect([look('2026-11-27T07:00'), look('2026-11-27T22:00')]).toEqual([[], ['night']])
    // 16:00 in Moscow is 23:00 in Vladivostok.
    expect(look('2026-11-27T16:00', 'Asia/Vladivostok')).toEqual(['night'])
    expect(look('2026-11-28T10:00')).toEqual(['dayOff'])
    // A Sunday of 2028, and Berlin's clock is put forward in that night: 04:30 in Moscow is 03:30 there.
    expect(look('2028-03-26T04:30', 'Europe/Berlin')).toEqual(['night', 'dayOff', 'far'])
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

  it('are in the day of whoever is visited too', () => {
    // In Vladivostok it is seven hours later: 12:00 of Moscow is 19:00 there, and 8 o'clock in the morning comes in the night.
    const found = findFreeSlots(search({ visitedZone: 'Asia/Vladivostok', limit: 100 })).filter(
      ({ fromAt }) => fromAt < at('2026-11-27T00:00'),
    )
    expect(found.at(-1)?.fromAt).toBe(at('2026-11-26T12:00'))
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
