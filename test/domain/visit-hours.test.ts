import { describe, expect, it } from 'vitest'
import { inBothWeeks, weekOfHours } from '../../domain/visit-hours.ts'
import { interval } from './calendars.ts'

const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }

describe('hours of a week in words', () => {
  it('are read as people write them', () => {
    const half = { fromMinute: 600, toMinute: 750 }
    expect(weekOfHours('вт 15–18, Чт. 10:00-12:30')).toEqual({ ...none, tue: [interval(15, 18)], thu: [half] })
    expect(weekOfHours('fri after 16; tue 16-18; tue 9 - 12')).toEqual({
      ...none,
      fri: [interval(16, 24)],
      tue: [interval(9, 12), interval(16, 18)],
    })
  })

  it('are no hours where they say none, or one twice', () => {
    for (const text of ['', 'утром', 'вт', 'вт 18-15', 'вт 9-25', 'вт 9:75-10', 'вт 9-12, вт 11-13', 'вт 9-12, потом'])
      expect(weekOfHours(text), text).toBeUndefined()
  })

  it('of two weeks are what is in both', () => {
    const [one, other] = [weekOfHours('вт 9-12, вт 14-18, ср 9-18'), weekOfHours('вт 11-15, пт 9-18')]
    expect(one && other && inBothWeeks(one, other)).toEqual({ ...none, tue: [interval(11, 12), interval(14, 15)] })
  })
})
