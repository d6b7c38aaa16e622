import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTime, countedMs, policyMs, subtractTime } from '../../domain/calendar/business-calendar.ts'
import { clocks } from '../../domain/calendar/clock.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { processes } from '../../domain/processes.ts'
import type { ProcessDefinition, StateDef, Timing } from '../../domain/process.ts'
import { at } from './calendars.ts'

const berlin = { ...russianCalendar, zone: 'Europe/Berlin' }
const day = { amount: 24, unit: 'hours', clock: 'elapsed' } as const

describe('time before an instant', () => {
  test.each([
    // The holidays of New Year 2026 last from the 31st of December, a moved day off, to Sunday the 11th of January.
    ['business-days', '2026-01-12T10:00', '2025-12-30T10:00'],
    ['business-days', '2026-11-23T10:00', '2026-11-20T10:00'],
    ['business-days', '2026-11-22T10:00', '2026-11-20T00:00'],
    ['elapsed', '2026-11-23T10:00', '2026-11-22T10:00'],
  ] as const)('of a day, by %s, is %s → %s', (clock, from, to) => {
    expect(new Date(subtractTime(russianCalendar, { ...day, clock }, at(from))).toISOString()).toBe(new Date(at(to)).toISOString())
  })

  test('of two working hours reaches over the night and over a short day', () => {
    const hours = { amount: 2, unit: 'hours', clock: 'business-hours' } as const
    expect(subtractTime(russianCalendar, hours, at('2026-11-23T10:00'))).toBe(at('2026-11-20T17:00'))
    // The last day of April before the holiday is an hour shorter.
    expect(subtractTime(russianCalendar, hours, at('2026-05-04T10:00'))).toBe(at('2026-04-30T16:00'))
  })

  test('is a day of 23 or 25 hours where the clocks are changed', () => {
    const working = { ...day, clock: 'business-days' } as const
    // On Sunday the 29th of March 2026 Berlin goes from 2:00 to 3:00: it is a day off, so only elapsed time notices.
    expect(new Date(subtractTime(berlin, day, Date.UTC(2026, 2, 29, 8))).toISOString()).toBe('2026-03-28T08:00:00.000Z')
    expect(new Date(subtractTime(berlin, working, Date.UTC(2026, 2, 30, 8))).toISOString()).toBe('2026-03-27T09:00:00.000Z')
  })

  test('counts back to where the same time is counted on', () => {
    const policy = fc.record({
      amount: fc.integer({ min: 1, max: 400 }),
      unit: fc.constantFrom('minutes', 'hours', 'days'),
      clock: fc.constantFrom(...clocks),
    })
    const instants = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 31) })
    fc.assert(
      fc.property(policy, instants, fc.constantFrom(russianCalendar, berlin), (length, toAt, calendar) => {
        const fromAt = subtractTime(calendar, length, toAt)
        expect(countedMs(calendar, length.clock, fromAt, toAt)).toBe(policyMs(calendar, length))
        // No later instant has as much before it, and by the same time on one is there.
        expect(countedMs(calendar, length.clock, fromAt + 1, toAt)).toBeLessThan(policyMs(calendar, length))
        expect(addTime(calendar, length, fromAt)).toBeLessThanOrEqual(toAt)
      }),
      { numRuns: 400 },
    )
  })
})

const timingsOf = (state: StateDef): readonly Timing[] => [
  ...(state.after ?? []),
  ...Object.values(state.actions ?? {}).flatMap(({ opens }) => (opens ? [opens] : [])),
]

test('every instant that a time counts from is in the data, and one at most', () => {
  for (const definition of Object.values<ProcessDefinition>(processes)) {
    for (const timing of Object.values(definition.states).flatMap(timingsOf)) {
      const field = timing.before ?? timing.since
      expect(timing.before === undefined || timing.since === undefined).toBe(true)
      if (field !== undefined) expect(definition.data[field], `${definition.kind}.${field}`).toMatchObject({ type: 'instant' })
    }
  }
})
