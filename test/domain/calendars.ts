import fc from 'fast-check'
import type { BusinessCalendar, DayException, WorkInterval } from '../../domain/calendar/calendar-data.ts'
import { dayKinds } from '../../domain/calendar/calendar-data.ts'
import { isoDateOfDay } from '../../domain/calendar/local-date.ts'

export const zones = ['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'] as const

/** An instant from wall time and offset: `at('2026-11-20T17:00', '+03:00')`. */
export const at = (wall: string, offset = '+03:00'): number => {
  const value = Date.parse(wall + offset)
  if (Number.isNaN(value)) throw new Error(`Not a date: ${wall}${offset}`)
  return value
}

export const interval = (from: number, to: number): WorkInterval => ({ fromMinute: from * 60, toMinute: to * 60 })

/** A day of one to three intervals; their ends stay out of 1:00-3:00, where clocks are changed. */
const workingDay = fc
  .uniqueArray(
    fc
      .integer({ min: 0, max: 96 })
      .map((quarter) => quarter * 15)
      .filter((minute) => minute <= 60 || minute >= 180),
    { minLength: 2, maxLength: 6 },
  )
  .map((minutes) => {
    const sorted = minutes.toSorted((a, b) => a - b)
    const intervals: WorkInterval[] = []
    for (let index = 0; index + 1 < sorted.length; index += 2) {
      const [fromMinute, toMinute] = [sorted[index], sorted[index + 1]]
      if (fromMinute !== undefined && toMinute !== undefined) intervals.push({ fromMinute, toMinute })
    }
    return intervals
  })
const anyDay = fc.oneof({ weight: 3, arbitrary: workingDay }, { weight: 1, arbitrary: fc.constant([]) })

const firstDay = Date.UTC(2026, 0, 1) / 86_400_000
const exception: fc.Arbitrary<DayException> = fc
  .record({ kind: fc.constantFrom(...dayKinds), intervals: fc.option(workingDay, { nil: undefined }) })
  .map(({ kind, intervals }) => ({ kind, ...(intervals && { intervals }) }))

export const anyCalendar: fc.Arbitrary<BusinessCalendar> = fc.record({
  zone: fc.constantFrom(...zones),
  week: fc.record({ mon: workingDay, tue: anyDay, wed: anyDay, thu: anyDay, fri: anyDay, sat: anyDay, sun: anyDay }),
  holidays: fc.subarray(['01-01', '03-08', '05-09', '11-04']),
  exceptions: fc
    .array(fc.tuple(fc.integer({ min: firstDay, max: firstDay + 365 }).map(isoDateOfDay), exception), { maxLength: 30 })
    .map((entries) => Object.fromEntries(entries)),
})

/** Instants of 2026, more of them around the changes of clocks in Berlin and New York. */
export const anyInstant: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
  fc
    .tuple(
      fc.constantFrom('2026-03-08T07:00Z', '2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-11-01T06:00Z'),
      fc.integer({ min: -48 * 3_600_000, max: 48 * 3_600_000 }),
    )
    .map(([change, shift]) => Date.parse(change) + shift),
)
