import { describe, expect, test } from 'vitest'
import { instantOfWallText, wallText } from '../../domain/calendar/wall-text.ts'
import { checkForm } from '../../domain/form.ts'
import { startsAt } from '../../domain/visit-fields.ts'

const isoOf = (zone: string, text: string): string | undefined => {
  const at = instantOfWallText(zone, text)
  return typeof at === 'number' ? new Date(at).toISOString() : at
}

describe('a time typed by the clock of a zone', () => {
  test('is the instant at which that clock shows it, in winter and in summer', () => {
    expect(isoOf('Europe/Moscow', '2026-11-26T11:00')).toBe('2026-11-26T08:00:00.000Z')
    expect(isoOf('Europe/Berlin', '2026-01-15T11:00')).toBe('2026-01-15T10:00:00.000Z')
    expect(isoOf('Europe/Berlin', '2026-07-15T11:00')).toBe('2026-07-15T09:00:00.000Z')
    expect(wallText('Europe/Berlin', Date.parse('2026-07-15T09:00Z'))).toBe('2026-07-15T11:00:00')
  })

  test('that the clock skips is none, and of one that comes twice the first counts', () => {
    expect(isoOf('Europe/Berlin', '2026-03-29T01:59')).toBe('2026-03-29T00:59:00.000Z')
    expect(isoOf('Europe/Berlin', '2026-03-29T02:00')).toBe('skipped')
    expect(isoOf('Europe/Berlin', '2026-03-29T02:59')).toBe('skipped')
    expect(isoOf('Europe/Berlin', '2026-03-29T03:00')).toBe('2026-03-29T01:00:00.000Z')
    expect(isoOf('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('is none while the year is half typed, or on a day that no month has', () => {
    expect(['', '0202-11-26T11:00', '12026-11-26T11:00', '2026-13-01T11:00', '2026-11-26'].map((text) => isoOf('UTC', text))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })

  test('goes to a process with its zone alone', () => {
    const problems = (value: string) => {
      const checked = checkForm({ startsAt }, { startsAt: value })
      return checked.ok ? [] : checked.problems.map(({ field }) => field)
    }
    expect(problems('2026-03-29T02:30')).toEqual(['startsAt'])
    expect(problems('2026-03-29T02:30Z')).toEqual([])
    expect(problems('2026-03-29T02:30+03:00')).toEqual([])
  })
})
