import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, parseMoney } from '../../domain/text/money.ts'
import { formatPhone, parsePhone } from '../../domain/text/phone.ts'

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('money', () => {
  test.each([
    [0, '0,00 ₽'],
    [5, '0,05 ₽'],
    [1_234_567, '12 345,67 ₽'],
    [100_000_000_00, '100 000 000,00 ₽'],
    [-1250, '\u221212,50 ₽'],
  ])('%s', (kopecks, text) => {
    expect(spaced(formatMoney(kopecks))).toBe(text)
  })
  test.each([0.5, Number.NaN, 2 ** 53])('%s is no money', (kopecks) => {
    expect(() => formatMoney(kopecks)).toThrow('whole kopecks')
  })
  test.each([
    ['12 345,67 ₽', 1_234_567],
    ['12\u00a0345,67\u00a0₽', 1_234_567],
    ['12\u202f345,67', 1_234_567],
    ['12345.6', 1_234_560],
    ['500', 50_000],
    ['500 руб.', 50_000],
    ['500р', 50_000],
    ['500 рублей', 50_000],
    [' -12 ', -1200],
    ['\u22120,01', -1],
    ['-0', 0],
    ['007', 700],
  ])('%j is read', (text, kopecks) => {
    expect(parseMoney(text)).toEqual({ ok: true, kopecks })
  })
  test.each([
    ['', 'Укажите сумму'],
    ['₽', 'Укажите сумму'],
    ['сто', 'цифрами'],
    ['1e5', 'цифрами'],
    ['--5', 'цифрами'],
    [',50', 'цифрами'],
    ['1,234', 'одна или две цифры'],
    ['12,', 'одна или две цифры'],
    ['1.234,56', 'только копейки'],
    ['1,234.56', 'только копейки'],
    ['12 34', 'по три цифры'],
    ['1234 567', 'по три цифры'],
    ['99999999999999999', 'слишком большая'],
  ])('%j is refused', (text, words) => {
    const parsed = parseMoney(text)
    if (parsed.ok) throw new Error(`read as ${parsed.kopecks}`)
    expect(parsed.problem.ru).toContain(words)
    expect(parsed.problem.en).toMatch(/^[^а-яА-Я]+$/u)
  })
  test('what is shown is read back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (kopecks) => {
        expect(parseMoney(formatMoney(kopecks))).toEqual({ ok: true, kopecks: kopecks === 0 ? 0 : kopecks })
      }),
    )
  })
})

describe('phone', () => {
  test.each([
    ['+7 912 345-67-89', '+79123456789'],
    ['8 (912) 345-67-89', '+79123456789'],
    ['89123456789', '+79123456789'],
    ['7 912 345 67 89', '+79123456789'],
    ['9123456789', '+79123456789'],
    ['+89123456789', '+79123456789'],
    ['тел. 8-912-345-67-89', '+79123456789'],
    ['tel:+79123456789', '+79123456789'],
    ['+7\u00a0912\u00a0345\u201167\u201189', '+79123456789'],
    ['\u202a+7 912 345-67-89\u202c', '+79123456789'],
    ['8 800 555-35-35', '+78005553535'],
    ['800 555-35-35', '+78005553535'],
    ['495 123-45-67', '+74951234567'],
    ['+7 701 123 45 67', '+77011234567'],
    ['+375 29 123-45-67', '+375291234567'],
    ['8-10-375-29-123-45-67', '+375291234567'],
    ['00 49 30 1234567', '+49301234567'],
  ])('%j is read', (text, e164) => {
    expect(parsePhone(text)).toEqual({ ok: true, e164 })
  })
  test.each([
    ['', 'Укажите номер'],
    ['  ', 'Укажите номер'],
    ['8 912 345-67-89 доб. 12', 'без добавочного'],
    ['+7 912 345-67-89#12', 'без добавочного'],
    ['+7 912 345-67-8O', 'только цифры'],
    ['8+7 912', 'только цифры'],
    ['+7 912 345-67-8', 'их 9'],
    ['+7 912 345-67-890', 'их 11'],
    ['+7 112 345-67-89', 'кода города'],
    ['8912345678', 'целиком'],
    ['345-67-89', 'целиком'],
    ['112', 'целиком'],
    ['+375', 'от 8 до 15'],
    ['+1234567890123456', 'от 8 до 15'],
    ['+0 912 345 67 89', 'от 8 до 15'],
  ])('%j is refused', (text, words) => {
    const parsed = parsePhone(text)
    if (parsed.ok) throw new Error(`read as ${parsed.e164}`)
    expect(parsed.problem.ru).toContain(words)
    expect(parsed.problem.en).toMatch(/^[^а-яА-Я]+$/u)
  })
  test('is shown in groups on one line', () => {
    expect(formatPhone('+79123456789')).toBe('+7\u00a0912\u00a0345-67-89')
    expect(formatPhone('+375291234567')).toBe('+375291234567')
  })
  test('what is shown is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }), (national) => {
        const e164 = `+7${national}`
        expect(parsePhone(formatPhone(e164))).toEqual({ ok: true, e164 })
      }),
    )
  })
})
