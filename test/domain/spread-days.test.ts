import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextDay } from '../../domain/spread-days.ts'

const days = (spread: Parameters<typeof nextDay>[0]): readonly number[] => {
  const found: number[] = []
  for (let left = spread.left; left > 0; left -= 1) {
    const day = nextDay({ ...spread, left, taken: [...spread.taken, ...found] })
    if (day === undefined) break
    found.push(day)
  }
  return found
}
const quarter = { fromDay: 0, toDay: 89, taken: [], left: 3, idealDays: 30, phase: 0 } as const

describe('the next day of several', () => {
  it('spreads a whole cycle evenly, whenever it begins', () => {
    expect(days(quarter)).toEqual([0, 30, 60])
    expect(days({ ...quarter, phase: 0.99 })[0]).toBe(28)
  })

  it('keeps away from what is booked, and closes up when time is short', () => {
    expect(days({ ...quarter, taken: [10, 80], left: 1 })).toEqual([40])
    expect(days({ ...quarter, fromDay: 80 })).toEqual([80, 84, 89])
    expect(days({ ...quarter, fromDay: 89, left: 2 })).toEqual([])
  })

  it('lies within the days, apart from the rest, and leaves room for all that come after', () => {
    const anySpread = fc.record({
      fromDay: fc.integer({ min: 0, max: 60 }),
      toDay: fc.integer({ min: 0, max: 99 }),
      taken: fc.array(fc.integer({ min: -20, max: 110 }), { maxLength: 6 }),
      left: fc.integer({ min: 1, max: 8 }),
      idealDays: fc.integer({ min: 0, max: 50 }),
      phase: fc.double({ min: 0, max: 0.999, noNaN: true }),
    })
    fc.assert(
      fc.property(anySpread, (spread) => {
        const { fromDay, toDay, taken, left } = spread
        const free = Array.from({ length: Math.max(0, toDay - fromDay + 1) }, (_, at) => fromDay + at).filter((day) => !taken.includes(day))
        const found = days(spread)
        expect(found.length).toBe(free.length >= left ? left : 0)
        expect(found.every((day) => free.includes(day))).toBe(true)
        expect(new Set(found).size).toBe(found.length)
      }),
    )
  })

  it('comes as far from the others as any day could that leaves room', () => {
    const one = fc.record({
      toDay: fc.integer({ min: 5, max: 60 }),
      taken: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5 }),
      phase: fc.double({ min: 0, max: 0.999, noNaN: true }),
    })
    const distance = (day: number, taken: readonly number[]): number => Math.min(...taken.map((other) => Math.abs(day - other)))
    fc.assert(
      fc.property(one, ({ toDay, taken, phase }) => {
        const day = nextDay({ fromDay: 0, toDay, taken, left: 1, idealDays: 20, phase })
        const best = Math.max(...Array.from({ length: toDay + 1 }, (_, at) => distance(at, taken)))
        expect(day === undefined ? 0 : Math.min(20, distance(day, taken))).toBe(Math.min(20, best))
      }),
    )
  })
})
