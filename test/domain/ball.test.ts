import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ballOf } from '../../domain/ball.ts'
import { dueGroup, dueWindow } from '../../domain/calendar/due-window.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { parties } from '../../domain/roles.ts'

const hourMs = 3_600_000

describe('ball in court', () => {
  it('adds up: every millisecond is somebody’s, and the percents make 100', () => {
    const piece = fc.record({ party: fc.constantFrom(...parties), working: fc.boolean(), fromAt: fc.nat(1e12), lengthMs: fc.nat(1e9) })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const charged = pieces.map(({ lengthMs, ...one }) => ({ ...one, toAt: one.fromAt + lengthMs }))
        const ball = ballOf({ charged, open: null, calendar: russianCalendar, now: 2e12 })
        const total = charged.reduce((sum, one) => sum + one.toAt - one.fromAt, 0)
        expect(ball.workingMs + ball.offHoursMs).toBe(total)
        expect(ball.parties.reduce((sum, one) => sum + one.percent, 0)).toBe(ball.workingMs === 0 ? 0 : 100)
      }),
    )
  })

  it('counts the open stretch up to now, and nothing of the future', () => {
    const fromAt = Date.parse('2026-11-20T17:00:00+03:00')
    const read = (now: number) => ballOf({ charged: [], open: { party: 'support1', fromAt }, calendar: russianCalendar, now }).parties
    expect(read(fromAt + 3 * hourMs)).toEqual([{ party: 'support1', workingMs: hourMs, offHoursMs: 2 * hourMs, percent: 100 }])
    expect(read(fromAt - 1)).toEqual([])
  })
})

describe('today and this week', () => {
  const at = (text: string) => Date.parse(text)
  it('end at midnight of the zone, also on the day its clock changes', () => {
    const berlin = dueWindow('Europe/Berlin', at('2026-10-25T12:00:00Z'))
    expect(berlin.todayAt).toBe(at('2026-10-25T00:00:00+02:00'))
    expect(berlin.tomorrowAt).toBe(at('2026-10-26T00:00:00+01:00'))
    expect(berlin.nextWeekAt).toBe(berlin.tomorrowAt)
  })
  it('groups by the window: what is due now is overdue, what has no date is for later', () => {
    const now = at('2026-11-18T12:00:00+03:00')
    const window = dueWindow('Europe/Moscow', now)
    const group = (text: string) => dueGroup(at(text), now, window)
    expect(group('2026-11-18T12:00:00+03:00')).toBe('overdue')
    expect(group('2026-11-18T23:59:59+03:00')).toBe('today')
    expect(group('2026-11-19T00:00:00+03:00')).toBe('week')
    expect(group('2026-11-22T23:59:59+03:00')).toBe('week')
    expect(group('2026-11-23T00:00:00+03:00')).toBe('later')
    expect(dueGroup(null, now, window)).toBe('later')
  })
})
