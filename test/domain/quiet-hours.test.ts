import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wallTime } from '../../domain/calendar/zone.ts'
import { quietUntil, usualQuietHours } from '../../domain/messages/quiet-hours.ts'
import type { QuietHours } from '../../domain/messages/quiet-hours.ts'

const minuteMs = 60_000
const dayMinutes = 1_440
const zones = ['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kamchatka', 'America/Havana', 'UTC']

/** By the minute on the wall alone, as people would say it. */
function isQuiet(at: number, zone: string, { fromMinute, toMinute }: QuietHours): boolean {
  const minute = Math.floor((((wallTime(zone, at) / minuteMs) % dayMinutes) + dayMinutes) % dayMinutes)
  if (fromMinute === toMinute) return false
  return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute
}

describe('quiet hours', () => {
  it.each([
    ['in the evening until the morning', '2026-11-26T20:00:00Z', 'Europe/Moscow', '2026-11-27T06:00:00Z'],
    ['after midnight until the same morning', '2026-11-26T23:30:00Z', 'Europe/Moscow', '2026-11-27T06:00:00Z'],
    ['over the night that is an hour short', '2026-03-28T22:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00Z'],
    ['over the night that is an hour long', '2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25T08:00:00Z'],
  ])('wait %s', (_, at, zone, until) => {
    expect(quietUntil(Date.parse(at), zone, usualQuietHours)).toBe(Date.parse(until))
  })

  it('begin to the minute, and are over to the minute', () => {
    expect(quietUntil(Date.parse('2026-11-26T17:59:59Z'), 'Europe/Moscow', usualQuietHours)).toBeUndefined()
    expect(quietUntil(Date.parse('2026-11-26T18:00:00Z'), 'Europe/Moscow', usualQuietHours)).toBe(Date.parse('2026-11-27T06:00:00Z'))
    expect(quietUntil(Date.parse('2026-11-27T06:00:00Z'), 'Europe/Moscow', usualQuietHours)).toBeUndefined()
  })

  it('that end in an hour which the clocks skip end with the change', () => {
    const quiet = { fromMinute: 21 * 60, toMinute: 2 * 60 + 30 }
    expect(quietUntil(Date.parse('2026-03-29T00:15:00Z'), 'Europe/Berlin', quiet)).toBe(Date.parse('2026-03-29T01:00:00Z'))
  })

  it('go on where the clocks skip the only minute between two of them', () => {
    // In Havana the minute after midnight of this day was not there.
    const quiet = { fromMinute: 1, toMinute: 0 }
    expect(quietUntil(Date.parse('2026-03-08T00:00:00Z'), 'America/Havana', quiet)).toBe(Date.parse('2026-03-09T04:00:00Z'))
  })

  it('let nothing leave while they last, and not a minute later than need be, in every zone and over every change of clocks', () => {
    // Around the changes of both halves of the year, to the minute.
    const around = fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-07-01')
    const instants = fc
      .tuple(around, fc.integer({ min: -36 * 60, max: 36 * 60 }))
      .map(([day, minute]) => Date.parse(day) + minute * minuteMs)
    const hours = fc.record({ fromMinute: fc.integer({ min: 0, max: 1_439 }), toMinute: fc.integer({ min: 0, max: 1_439 }) })
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), fc.oneof(hours, fc.constant(usualQuietHours)), (at, zone, quiet) => {
        const until = quietUntil(at, zone, quiet)
        expect(until !== undefined).toBe(isQuiet(at, zone, quiet))
        if (until === undefined) return
        expect(until).toBeGreaterThan(at)
        expect(isQuiet(until, zone, quiet)).toBe(false)
        for (let minute = at; minute < until; minute += minuteMs)
          if (!isQuiet(minute, zone, quiet)) throw new Error('It could have left before')
      }),
      { numRuns: 500 },
    )
  })
})
