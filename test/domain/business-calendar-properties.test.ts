import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCountedMs, addTime, countedMs, isWorking, splitByWorkingTime } from '../../domain/calendar/business-calendar.ts'
import { checkCalendar } from '../../domain/calendar/check-calendar.ts'
import type { BusinessCalendar } from '../../domain/calendar/calendar-data.ts'
import { clocks } from '../../domain/calendar/clock.ts'
import { anyCalendar, anyInstant } from './calendars.ts'

const anyClock = fc.constantFrom(...clocks)
const anyLengthMs = fc.integer({ min: 0, max: 60 * 86_400_000 })
const ordered = (a: number, b: number): [number, number] => (a <= b ? [a, b] : [b, a])
const isoDate = (calendar: BusinessCalendar, at: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: calendar.zone }).format(at)
/** Whether any of the date's 96 quarters is working time, found by walking over it. */
function worksThatDay(calendar: BusinessCalendar, at: number): boolean {
  const date = isoDate(calendar, at)
  for (let quarter = -101; quarter <= 101; quarter += 1) {
    const other = Math.floor(at / 900_000 + quarter) * 900_000
    if (isoDate(calendar, other) === date && isWorking(calendar, other)) return true
  }
  return false
}

test('every generated calendar can be counted by', () => {
  fc.assert(
    fc.property(anyCalendar, (calendar) => {
      expect(checkCalendar(calendar)).toEqual([])
    }),
  )
})

test('what addTime adds, countedMs counts', () => {
  fc.assert(
    fc.property(anyCalendar, anyClock, anyLengthMs, anyInstant, (calendar, clock, lengthMs, from) => {
      const end = addCountedMs(calendar, clock, lengthMs, from)
      expect(end).toBeGreaterThanOrEqual(from)
      expect(countedMs(calendar, clock, from, end)).toBe(lengthMs)
      if (lengthMs > 0) expect(countedMs(calendar, clock, from, end - 1)).toBe(lengthMs - 1)
    }),
  )
})

test('a longer time never ends earlier', () => {
  fc.assert(
    fc.property(anyCalendar, anyClock, anyLengthMs, anyLengthMs, anyInstant, (calendar, clock, a, b, from) => {
      const [less, more] = ordered(a, b)
      expect(addCountedMs(calendar, clock, less, from)).toBeLessThanOrEqual(addCountedMs(calendar, clock, more, from))
    }),
  )
})

test('a later start never ends earlier, starts on days off aside', () => {
  fc.assert(
    fc.property(anyCalendar, anyClock, fc.nat(400), anyInstant, anyInstant, (calendar, clock, amount, a, b) => {
      const [early, late] = ordered(a, b)
      fc.pre(clock !== 'business-days' || worksThatDay(calendar, early) || !worksThatDay(calendar, late))
      const policy = { amount, unit: 'hours', clock } as const
      expect(addTime(calendar, policy, early)).toBeLessThanOrEqual(addTime(calendar, policy, late))
    }),
  )
})

test('countedMs of periods that meet add up, starts on days off aside', () => {
  fc.assert(
    fc.property(anyCalendar, anyClock, anyInstant, anyInstant, anyInstant, (calendar, clock, a, b, c) => {
      const [from, , to] = [a, b, c].toSorted((x, y) => x - y)
      const middle = a + b + c - (from ?? 0) - (to ?? 0)
      fc.pre(from !== undefined && to !== undefined)
      fc.pre(clock !== 'business-days' || (worksThatDay(calendar, from) && worksThatDay(calendar, middle)))
      const parts = countedMs(calendar, clock, from, middle) + countedMs(calendar, clock, middle, to)
      expect(parts).toBe(countedMs(calendar, clock, from, to))
    }),
  )
})

test('a split covers the period, alternates and holds the working time', () => {
  fc.assert(
    fc.property(anyCalendar, anyInstant, fc.nat(40 * 86_400_000), (calendar, from, lengthMs) => {
      const pieces = splitByWorkingTime(calendar, from, from + lengthMs)
      let at = from
      let workingMs = 0
      let previous: boolean | undefined
      for (const piece of pieces) {
        expect(piece.fromAt).toBe(at)
        expect(piece.toAt).toBeGreaterThan(piece.fromAt)
        expect(piece.working).not.toBe(previous)
        expect(isWorking(calendar, piece.fromAt)).toBe(piece.working)
        expect(isWorking(calendar, piece.toAt - 1)).toBe(piece.working)
        if (piece.working) workingMs += piece.toAt - piece.fromAt
        at = piece.toAt
        previous = piece.working
      }
      expect(at).toBe(from + lengthMs)
      expect(workingMs).toBe(countedMs(calendar, 'business-hours', from, from + lengthMs))
    }),
  )
})

test('working time is what the wall clock and the week say', () => {
  const clockOf = (zone: string): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    })
  fc.assert(
    fc.property(anyCalendar, anyInstant, (random, start) => {
      const calendar = { ...random, holidays: [], exceptions: {} }
      const format = clockOf(calendar.zone)
      const from = Math.floor(start / 900_000) * 900_000
      for (let quarter = 0; quarter < 200; quarter += 1) {
        const at = from + quarter * 900_000
        const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
        const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
        const weekday = parts.get('weekday')?.toLowerCase()
        const intervals = Object.entries(calendar.week).find(([day]) => day === weekday)?.[1] ?? []
        const expected = intervals.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute)
        expect(isWorking(calendar, at), new Date(at).toISOString()).toBe(expected)
      }
    }),
    { numRuns: 60 },
  )
})

test('a calendar survives JSON', () => {
  fc.assert(
    fc.property(anyCalendar, (calendar) => {
      expect(JSON.parse(JSON.stringify(calendar))).toEqual(calendar)
    }),
  )
})
