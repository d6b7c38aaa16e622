import { describe, expect, test } from 'vitest'
import { checkInstant, instantOfWallTime, isZone, offsetAt, wallTime } from '../../domain/calendar/zone.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The wall clock as Intl alone tells it. */
function shownBy(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

// Every day of sixteen years puts each change of clocks at every place within the cached stretches.
describe.each(['Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Europe/Moscow'])(
  '%s',
  (zone) => {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...({ year: 'numeric', month: 'numeric', day: 'numeric' } as const),
      ...({ hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
    })
    test('wall times of 2010-2026 and back', () => {
      const wrong: string[] = []
      for (let day = Date.UTC(2010, 0, 1); day < Date.UTC(2027, 0, 1); day += dayMs) {
        for (const hour of [0, 5, 12, 23]) {
          const wall = day + hour * hourMs
          const at = instantOfWallTime(zone, wall)
          const shown = shownBy(format, at)
          const before = shownBy(format, at - 1000)
          if (shown !== wallTime(zone, at)) wrong.push(`${new Date(at).toISOString()} is shown as ${shown}`)
          // The first instant that shows the time: exactly, or later right after a skip.
          const skipped = shown > wall && before < wall
          if ((shown !== wall && !skipped) || before >= wall) wrong.push(new Date(wall).toISOString())
        }
      }
      expect(wrong).toEqual([])
    })
  },
)

test('an hour that comes twice means its first time, a skipped one the skip', () => {
  expect(instantOfWallTime('Europe/Berlin', Date.UTC(2026, 9, 25, 2, 30))).toBe(Date.parse('2026-10-25T00:30Z'))
  expect(instantOfWallTime('Europe/Berlin', Date.UTC(2026, 2, 29, 2, 30))).toBe(Date.parse('2026-03-29T01:00Z'))
  expect(instantOfWallTime('America/Sao_Paulo', Date.UTC(2018, 10, 4))).toBe(Date.parse('2018-11-04T03:00Z'))
})

test('the offset changes at the very millisecond', () => {
  const change = Date.parse('2026-03-08T07:00Z')
  expect(offsetAt('America/New_York', change - 1)).toBe(-5 * hourMs)
  expect(offsetAt('America/New_York', change)).toBe(-4 * hourMs)
})

test('names and instants are checked', () => {
  expect(isZone('Asia/Yekaterinburg')).toBe(true)
  expect(isZone('Екатеринбург')).toBe(false)
  expect(() => checkInstant(Number.NaN, 'dueAt')).toThrow('dueAt must be a number')
  expect(() => checkInstant(Date.UTC(1899, 11, 31), 'dueAt')).toThrow('1900-9999')
})
