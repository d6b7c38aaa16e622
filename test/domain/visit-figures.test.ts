import { describe, expect, it } from 'vitest'
import { dayOfIsoDate } from '../../domain/calendar/local-date.ts'
import { daysOfPeriod, spanDays } from '../../domain/figure-period.ts'
import { evidenceOf } from '../../domain/visit-evidence.ts'
import { figureNames, measures } from '../../domain/visit-figures.ts'
import type { Figures } from '../../domain/visit-figures.ts'
import { shownProducts } from '../../domain/visit-products.ts'

const nothing: Figures = {
  ...{ visits: 0, held: 0, noShow: 0, cancelled: 0, reported: 0, onTime: 0, nextWanted: 0, nextHeld: 0 },
  ...{ ratings: 0, ratingSum: 0, reactions: 0, reactionSum: 0 },
}

describe('the evidence of a visit', () => {
  const endsAt = Date.UTC(2026, 10, 26, 12)
  const begun = { mode: 'remote', joined: false, confirmed: false, beganAt: endsAt, endsAt } as const
  it('is A where the contact was in the room, however late it began, or confirmed one in person', () => {
    expect(evidenceOf({ ...begun, joined: true, beganAt: endsAt + 1 })).toBe('A')
    expect(evidenceOf({ ...begun, mode: 'inPerson', confirmed: true })).toBe('A')
  })
  it('is B until the planned end, and C after it, though the contact said they would come to the room', () => {
    expect(evidenceOf({ ...begun, confirmed: true })).toBe('B')
    expect(evidenceOf({ ...begun, confirmed: true, beganAt: endsAt + 1 })).toBe('C')
    expect(evidenceOf({ ...begun, mode: 'inPerson', beganAt: endsAt + 1 })).toBe('C')
  })
})

describe('what figures say', () => {
  it('is nothing where there is nothing to say it of', () => {
    for (const [name, { kind, of }] of Object.entries(measures)) expect(of(nothing), name).toBe(kind === 'count' ? 0 : null)
  })
  it('is shares of those whose end is known, and means', () => {
    const some = { ...nothing, visits: 10, held: 6, noShow: 1, cancelled: 1, reported: 4, onTime: 3, reactions: 4, reactionSum: -2 }
    expect(measures.heldShare.of(some)).toBe(0.75)
    expect(measures.timeliness.of(some)).toBe(0.75)
    expect(measures.unreported.of(some)).toBe(2)
    expect(measures.reaction.of(some)).toBe(-0.5)
    expect(figureNames).toHaveLength(Object.keys(nothing).length)
  })
})

it('a product that is named twice is shown once', () => {
  const data = { product1: 'Аквадент', reaction1: -1, product2: 'Аквадент', reaction2: 2, product3: 'Витамакс' }
  expect(shownProducts(data)).toEqual([
    { product: 'Аквадент', reaction: -1 },
    { product: 'Витамакс', reaction: null },
  ])
})

describe('periods of figures', () => {
  const today = dayOfIsoDate('2026-02-15') ?? 0
  it.each([
    ['year', '2025-03-01', '2026-02-28'],
    ['quarter', '2026-01-01', '2026-03-31'],
    ['month', '2026-02-01', '2026-02-28'],
    ['lastMonth', '2026-01-01', '2026-01-31'],
    ['thisYear', '2026-01-01', '2026-12-31'],
  ] as const)('%s', (period, from, to) => {
    expect(daysOfPeriod(period, today)).toEqual({ from, to })
  })
  it('cut a month and a week to what is looked at', () => {
    const within = { from: '2026-02-10', to: '2026-03-04' }
    expect(spanDays('2026-02', within)).toEqual({ from: '2026-02-10', to: '2026-02-28' })
    expect(spanDays('2026-03-02', within)).toEqual({ from: '2026-03-02', to: '2026-03-04' })
  })
})
