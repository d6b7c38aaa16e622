import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorking } from '../../domain/calendar/business-calendar.ts'
import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import { dayMs, dayOfIsoDate } from '../../domain/calendar/local-date.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { proposeVisits } from '../../domain/visit-proposals.ts'
import type { ProposalSearch, ShortTarget } from '../../domain/visit-proposals.ts'
import { at } from './calendars.ts'

const hourMs = 3_600_000
const day = (date: string): number => dayOfIsoDate(date) ?? 0
const cycle = { fromDay: day('2026-10-01'), toDay: day('2026-12-31') }
const target = (more: Partial<ShortTarget> = {}): ShortTarget => ({
  ...{ id: 'target', repId: 'rep', contactId: 'contact', zone: undefined, repZone: undefined, terms: undefined },
  ...{ wanted: 3, left: 3, days: [] },
  ...more,
})
const search = (more: Partial<ProposalSearch> = {}): ProposalSearch => ({
  ...{ calendar: russianCalendar, mode: 'inPerson', cycle, earliestDay: cycle.fromDay, durationMs: hourMs, wayMs: 0 },
  ...{ targets: [target()], busy: new Map(), held: new Map(), budgetLeft: () => 4 },
  ...more,
})
const starts = (more: Partial<ProposalSearch>): (string | null)[] =>
  proposeVisits(search(more)).map(({ slot, why }) => (slot === null ? why : new Date(slot.fromAt + 3 * hourMs).toISOString().slice(0, 16)))

describe('proposed visits', () => {
  it('begin with the first free hour of the day that spreads them', () => {
    expect(starts({})).toEqual(['2026-10-01T09:00'])
    expect(starts({ targets: [target({ left: 2, days: [day('2026-10-05')] })] })).toEqual(['2026-11-05T09:00'])
    const busy = new Map([['contact', [{ fromAt: at('2026-10-01T08:00'), toAt: at('2026-10-01T12:00') }]]])
    expect(starts({ busy })).toEqual(['2026-10-01T12:00'])
  })

  it('keep to the day of a contact far away, and give no hour of a representative twice', () => {
    expect(starts({ targets: [target({ zone: 'Asia/Vladivostok', left: 1, days: [day('2026-12-29'), day('2026-12-01')] })] })).toEqual([
      '2026-10-01T09:00',
    ])
    const two = [target(), target({ id: 'other', contactId: 'another', left: 1, days: [day('2026-11-01'), day('2026-12-01')] })]
    const [earliestDay, wayMs] = [day('2026-12-30'), hourMs / 2]
    // The last day of the cycle is a day off.
    expect(starts({ targets: two, earliestDay, wayMs })).toEqual(['day', '2026-12-30T09:00'])
    expect(starts({ targets: two, earliestDay: cycle.toDay })).toEqual(['day', 'time'])
    const same = [target({ left: 1, wanted: 1 }), target({ id: 'other', contactId: 'another', left: 1, wanted: 1 })]
    expect(starts({ targets: same, earliestDay, wayMs })).toEqual(['2026-12-30T09:00', '2026-12-30T10:30'])
  })

  it('wait for the month in which the contact agrees to more, and say when there is none', () => {
    expect(starts({ budgetLeft: (_contact, month) => (month === '2026-10' ? 0 : 1) })).toEqual(['2026-11-02T09:00'])
    expect(starts({ budgetLeft: () => 0 })).toEqual(['budget'])
    const full = new Map([['rep', [{ fromAt: at('2026-10-01T00:00'), toAt: at('2027-01-01T00:00') }]]])
    expect(starts({ busy: full })).toEqual(['time'])
  })

  it('are never two at once of anybody, outside the cycle or working hours, or beyond a budget', () => {
    const ids = ['a', 'b', 'c'] as const
    const anyTarget = fc.record({
      repId: fc.constantFrom('r1', 'r2'),
      contactId: fc.constantFrom(...ids),
      zone: fc.constantFrom(undefined, 'Asia/Omsk', 'Europe/Kaliningrad'),
      repZone: fc.constantFrom(undefined, 'Asia/Krasnoyarsk'),
      terms: fc.constant(undefined),
      wanted: fc.integer({ min: 1, max: 6 }),
      left: fc.integer({ min: 1, max: 4 }),
      days: fc.array(fc.integer({ min: cycle.fromDay, max: cycle.toDay }), { maxLength: 3 }),
    })

    const anySearch = fc.record({
      targets: fc.array(anyTarget, { maxLength: 12 }).map((all) => all.map((one, at) => ({ ...one, id: String(at) }))),
      earliestDay: fc.integer({ min: cycle.fromDay - 10, max: cycle.toDay + 5 }),
      wayMs: fc.constantFrom(0, hourMs / 2),
      budget: fc.integer({ min: 0, max: 3 }),
    })
    fc.assert(
      fc.property(anySearch, ({ targets, earliestDay, wayMs, budget }) => {
        const found = proposeVisits(search({ targets, earliestDay, wayMs, budgetLeft: () => budget }))
        expect(found.map(({ targetId }) => targetId)).toEqual(targets.map(({ id }) => id))
        const placed = found.flatMap(({ slot }, at) => {
          const of = targets[at]
          return slot === null || of === undefined ? [] : [{ ...of, slot, day: Math.floor((slot.fromAt + 3 * hourMs) / dayMs) }]
        })
        const perMonth = new Map<string, number>()
        placed.forEach((one, at) => {
          expect(one.day >= Math.max(cycle.fromDay, earliestDay) && one.day <= cycle.toDay).toBe(true)
          for (const zone of [one.repZone, one.zone ?? one.repZone])
            expect(isWorking(calendarIn(russianCalendar, zone), one.slot.fromAt)).toBe(true)
          const key = `${one.contactId} ${new Date(one.day * dayMs).toISOString().slice(0, 7)}`
          perMonth.set(key, (perMonth.get(key) ?? 0) + 1)
          for (const other of placed.slice(at + 1)) {
            const apart = one.repId === other.repId ? wayMs : one.contactId === other.contactId ? 0 : -Infinity
            expect(one.slot.fromAt >= other.slot.toAt + apart || other.slot.fromAt >= one.slot.toAt + apart).toBe(true)
          }
        })
        expect([...perMonth.values()].every((count) => count <= budget)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
