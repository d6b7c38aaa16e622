import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findNumbers, formatNumber, numberPrefixes } from '../../domain/number.ts'

const found = (text: string): readonly string[] => findNumbers(text).map(({ number }) => number)

describe('formatNumber', () => {
  test('pads to six digits and then grows', () => {
    expect(formatNumber('О', 2026, 123)).toBe('О-2026-000123')
    expect(formatNumber('ДР', 2026, 999_999)).toBe('ДР-2026-999999')
    expect(formatNumber('О', 2026, 1_000_000)).toBe('О-2026-1000000')
  })
  test.each([
    ['О', 2026, 0],
    ['О', 2026, 1.5],
    ['О', 2026, Number.NaN],
    ['О', 26, 1],
    ['о', 2026, 1],
    ['', 2026, 1],
  ])('%s %s %s is refused', (prefix, year, n) => {
    expect(() => formatNumber(prefix, year, n)).toThrow(RangeError)
  })
})

describe('findNumbers', () => {
  test.each([
    ['Re: [О-2026-000123] Не открывается отчёт', 'О-2026-000123'],
    ['Re: о-2026-000123', 'О-2026-000123'],
    ['RE: O-2026-000123 (latin)', 'О-2026-000123'],
    ['o-2026-000123', 'О-2026-000123'],
    ['№О-2026-000123', 'О-2026-000123'],
    ['Обращение №\u00a0О-2026-000123.', 'О-2026-000123'],
    ['О – 2026 — 000123', 'О-2026-000123'],
    ['О\u20112026\u2011000123', 'О-2026-000123'],
    ['О 2026 000123', 'О-2026-000123'],
    ['О2026-000123', 'О-2026-000123'],
    ['О-2026-123', 'О-2026-000123'],
    ['О-2026-\r\n 000123', 'О-2026-000123'],
    ['О-2026\u200b-000123', 'О-2026-000123'],
    ['О-2026-1234567', 'О-2026-1234567'],
    ['О-2026-000123_1.pdf', 'О-2026-000123'],
    ['B-2026-000007', 'В-2026-000007'],
    ['D-2026-000007', 'Д-2026-000007'],
    ['DR-2026-000007', 'ДР-2026-000007'],
    ['ДP-2026-000007', 'ДР-2026-000007'],
    ['P-2026-000007', 'Р-2026-000007'],
    ['ПP-2026-000007', 'ПР-2026-000007'],
    ['pr-2026-000007', 'ПР-2026-000007'],
    ['Н3-2026-000007', 'НЗ-2026-000007'],
    ['AO-2026-000007', 'АО-2026-000007'],
  ])('%j', (text, number) => {
    expect(found(text)).toEqual([number])
  })
  test.each([
    '',
    'О 2026 12 заявок',
    'Отчёт о 2025-12-01',
    'встреча в 2026-11-20',
    'В 2026 году',
    'ООО-2026-000123',
    'О-2026-000000',
    'О-2026-000123а',
    'О-2026-1234567890123456',
    'Ы-2026-000123',
    'О-1026-000123',
    'ФИО-2026-000123',
    'Тел. 8 2026 000123',
  ])('%j has none', (text) => {
    expect(found(text)).toEqual([])
  })
  test('takes each once, in order', () => {
    expect(found('О-2026-000002, o-2026-2 и Д-2025-000001')).toEqual(['О-2026-000002', 'Д-2025-000001'])
  })
  test('finds every number it writes, in any surroundings', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...numberPrefixes),
        fc.integer({ min: 2000, max: 2999 }),
        fc.integer({ min: 1, max: 50_000_000 }),
        fc.constantFrom('Re: ', '[', '(', '#', 'заявка «', '\t', ''),
        (prefix, year, n, before) => {
          const number = formatNumber(prefix, year, n)
          expect(findNumbers(`${before}${number.toLowerCase()}] текст`)).toEqual([{ number, prefix, year, n }])
        },
      ),
    )
  })
})
