import { describe, expect, it } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { keptApart, refusedBy } from '../../domain/visit-terms.ts'
import { at } from './calendars.ts'

// 2026-12-01, a Tuesday, 11:00 in Moscow.
const fromAt = Date.UTC(2026, 11, 1, 8)
const visit = { mode: 'inPerson', zone: 'Europe/Moscow', fromAt, toAt: fromAt + 1_800_000 } as const
const termsOf = (name: string, hours: string | null, refusal: string | null) => ({
  onlyMode: null,
  gapDays: null,
  hours: null,
  place: { name, refusal, hours },
})

describe('where a contact works', () => {
  it('is named in quotation marks once, whether or not its name brings some', () => {
    const refused = (name: string): string => refusedBy(termsOf(name, null, 'приказ № 5'), visit)?.ru.split(':')[0] ?? ''
    expect(refused('Аптека № 5')).toBe('«Аптека № 5» не принимает представителей')
    expect(refused('Клиника «Рассвет»')).toBe('Клиника «Рассвет» не принимает представителей')
  })

  it('keeps its hours of visits in person alone', () => {
    const terms = termsOf('Аптека № 5', 'вт 15–17', null)
    expect(refusedBy(terms, visit)?.ru).toContain('вт 15–17')
    expect(refusedBy(terms, { ...visit, mode: 'remote' })).toBeUndefined()
    expect(refusedBy(terms, { ...visit, fromAt: fromAt + 4 * 3_600_000, toAt: fromAt + 4 * 3_600_000 + 1_800_000 })).toBeUndefined()
  })
})

it('keeps visits so many whole days apart', () => {
  const held = { fromAt: at('2026-11-26T10:00'), toAt: at('2026-11-26T11:00') }
  expect(keptApart(russianCalendar, held, 1)).toEqual({ fromAt: at('2026-11-26T00:00'), toAt: at('2026-11-27T00:00') })
  expect(keptApart(russianCalendar, held, 7)).toEqual({ fromAt: at('2026-11-20T00:00'), toAt: at('2026-12-03T00:00') })
})
