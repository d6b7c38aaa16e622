import { describe, expect, test } from 'vitest'
import { formatDuration } from '../../domain/text/duration.ts'
import { formatFileSize } from '../../domain/text/file-size.ts'
import type { PluralForms } from '../../domain/text/plural.ts'
import { plural, pluralForm } from '../../domain/text/plural.ts'
import { formatFullDate, formatRelativeDate, formatRelativeDay, formatTime } from '../../domain/text/relative-date.ts'
import { at } from './calendars.ts'

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('plural', () => {
  const letters: PluralForms = {
    ru: { one: 'письмо', few: 'письма', many: 'писем' },
    en: { one: 'letter', many: 'letters' },
  }
  test.each([
    [0, 'писем', 'letters'],
    [1, 'письмо', 'letter'],
    [2, 'письма', 'letters'],
    [4, 'письма', 'letters'],
    [5, 'писем', 'letters'],
    [11, 'писем', 'letters'],
    [12, 'писем', 'letters'],
    [14, 'писем', 'letters'],
    [21, 'письмо', 'letters'],
    [22, 'письма', 'letters'],
    [111, 'писем', 'letters'],
    [121, 'письмо', 'letters'],
    [1.5, 'письма', 'letters'],
    [-1, 'письмо', 'letter'],
  ])('%s', (count, ru, en) => {
    expect([pluralForm(letters, count, 'ru'), pluralForm(letters, count, 'en')]).toEqual([ru, en])
  })
  test('agrees with the rules of Unicode', () => {
    const rules = new Intl.PluralRules('ru')
    for (let count = 0; count <= 1000; count += 1) {
      const form = pluralForm({ ...letters, ru: { one: 'one', few: 'few', many: 'many' } }, count, 'ru')
      expect(form, String(count)).toBe(rules.select(count))
    }
  })
  test('with the count', () => {
    expect(plural(letters, 2.5, 'ru')).toBe('2,5\u00a0письма')
    expect(plural(letters, 1, 'en')).toBe('1\u00a0letter')
  })
})

describe('formatDuration', () => {
  const minute = 60_000
  const hour = 60 * minute
  const day = 24 * hour
  test.each([
    [0, 'меньше минуты', 'less than a minute'],
    [59_999, 'меньше минуты', 'less than a minute'],
    [-30_000, 'меньше минуты', 'less than a minute'],
    [minute, '1 мин', '1 min'],
    [119_999, '1 мин', '1 min'],
    [hour - 1, '59 мин', '59 min'],
    [hour, '1 ч', '1 h'],
    [3 * hour + 40 * minute, '3 ч 40 мин', '3 h 40 min'],
    [day - 1, '23 ч 59 мин', '23 h 59 min'],
    [day, '1 день', '1 day'],
    [day + 59 * minute, '1 день', '1 day'],
    [2 * day + 3 * hour + 50 * minute, '2 дня 3 ч', '2 days 3 h'],
    [10 * day - 1, '9 дней 23 ч', '9 days 23 h'],
    [12 * day + 5 * hour, '12 дней', '12 days'],
    [21 * day, '21 день', '21 days'],
    [-(3 * hour), '\u22123 ч', '\u22123 h'],
  ])('%s', (lengthMs, ru, en) => {
    expect([spaced(formatDuration(lengthMs, 'ru')), spaced(formatDuration(lengthMs, 'en'))]).toEqual([ru, en])
  })
  test('is not for what is no number', () => {
    expect(() => formatDuration(Number.NaN, 'ru')).toThrow(RangeError)
  })
})

describe('dates', () => {
  const now = at('2026-11-20T17:00')
  test.each([
    ['2026-11-20T12:05', 'сегодня в 12:05', 'today at 12:05'],
    ['2026-11-20T00:00', 'сегодня в 0:00', 'today at 0:00'],
    ['2026-11-20T23:59', 'сегодня в 23:59', 'today at 23:59'],
    ['2026-11-21T09:40', 'завтра в 9:40', 'tomorrow at 9:40'],
    ['2026-11-19T23:59', 'вчера в 23:59', 'yesterday at 23:59'],
    ['2026-11-23T09:40', 'пн 23 ноя, 9:40', 'Mon 23 Nov, 9:40'],
    ['2026-05-01T18:00', 'пт 1 мая, 18:00', 'Fri 1 May, 18:00'],
    ['2027-01-11T09:00', '11 янв 2027, 9:00', '11 Jan 2027, 9:00'],
  ])('%s', (wall, ru, en) => {
    const show = (lang: 'ru' | 'en'): string => spaced(formatRelativeDate(at(wall), now, 'Europe/Moscow', lang))
    expect([show('ru'), show('en')]).toEqual([ru, en])
  })
  test('tomorrow may be another year', () => {
    const newYear = formatRelativeDate(at('2027-01-01T00:10'), at('2026-12-31T23:50'), 'Europe/Moscow', 'ru')
    expect(spaced(newYear)).toBe('завтра в 0:10')
  })
  test('the zone decides what today is', () => {
    const late = at('2026-11-20T23:30')
    expect(spaced(formatRelativeDate(late, now, 'Asia/Vladivostok', 'ru'))).toBe('сегодня в 6:30')
    expect(spaced(formatRelativeDate(late, at('2026-11-20T10:00'), 'Asia/Vladivostok', 'ru'))).toBe('завтра в 6:30')
    expect(formatTime(at('2026-07-01T12:00', 'Z'), 'Europe/Berlin')).toBe('14:00')
    expect(formatTime(at('2026-12-01T12:00', 'Z'), 'Europe/Berlin')).toBe('13:00')
  })
  test('the day alone and the whole date', () => {
    expect(formatRelativeDay(at('2026-11-21T09:40'), now, 'Europe/Moscow', 'ru')).toBe('завтра')
    expect(spaced(formatRelativeDay(at('2025-11-21T09:40'), now, 'Europe/Moscow', 'en'))).toBe('21 Nov 2025')
    expect(spaced(formatFullDate(at('2026-11-23T09:40'), 'Europe/Moscow', 'ru'))).toBe('23 ноября 2026, 9:40')
    expect(spaced(formatFullDate(at('2026-11-23T09:40'), 'Europe/Moscow', 'en'))).toBe('23 November 2026, 9:40')
  })
  test('bad instants and zones are refused', () => {
    expect(() => formatRelativeDate(Number.NaN, now, 'Europe/Moscow', 'ru')).toThrow('must be a number')
    expect(() => formatTime(now, 'Europe/Moskow')).toThrow(RangeError)
  })
})

describe('formatFileSize', () => {
  test.each([
    [0, '0 Б', '0 B'],
    [1023, '1023 Б', '1023 B'],
    [1024, '1 КБ', '1 KB'],
    [1536, '1,5 КБ', '1.5 KB'],
    [10_189, '10 КБ', '10 KB'],
    [1_048_575, '1 МБ', '1 MB'],
    [28 * 1_048_576, '28 МБ', '28 MB'],
    [5 * 1024 ** 4, '5 ТБ', '5 TB'],
    [5000 * 1024 ** 4, '5000 ТБ', '5000 TB'],
  ])('%s', (sizeBytes, ru, en) => {
    expect([spaced(formatFileSize(sizeBytes, 'ru')), spaced(formatFileSize(sizeBytes, 'en'))]).toEqual([ru, en])
  })
  test.each([-1, 1.5, Number.NaN])('%s is refused', (sizeBytes) => {
    expect(() => formatFileSize(sizeBytes, 'ru')).toThrow(RangeError)
  })
})
