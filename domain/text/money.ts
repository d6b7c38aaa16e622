import type { Label } from '../label.ts'
import { groupDigits } from './digits.ts'
import { minusSign, noBreakSpace } from './spaces.ts'

const kopecksInRuble = 100

/**
 * Whole kopecks as `12 345,67 ₽`; the spaces do not break a line.
 * @throws RangeError unless it is a whole number that is kept exactly
 */
export function formatMoney(kopecks: number): string {
  if (!Number.isSafeInteger(kopecks)) throw new RangeError(`Money must be whole kopecks, not ${kopecks}`)
  const size = Math.abs(kopecks)
  const rubles = groupDigits(String(Math.floor(size / kopecksInRuble)))
  const rest = String(size % kopecksInRuble).padStart(2, '0')
  return `${kopecks < 0 ? minusSign : ''}${rubles},${rest}${noBreakSpace}₽`
}

export type ParsedMoney = { readonly ok: true; readonly kopecks: number } | { readonly ok: false; readonly problem: Label }

const currency = /(?:₽|рублей|рубля|рубль|руб\.?|р\.?|rub)$/iu
const grouped = /^\d{1,3}(?: \d{3})+$/u

const fail = (ru: string, en: string): ParsedMoney => ({ ok: false, problem: { ru, en } })

/**
 * An amount as people type it, in kopecks: `12 345,67 ₽`, `12345.6`, `500 руб.`, `-12`. Thousands
 * are parted by spaces alone: `1,234` could be either and is refused.
 */
export function parseMoney(text: string): ParsedMoney {
  const plain = text.replaceAll(/\s+/gu, ' ').trim().replace(currency, '').trim()
  if (plain === '') return fail('Укажите сумму', 'State the amount')
  const negative = /^[-\u2212\u2013]/u.test(plain)
  const [whole = '', fraction, ...rest] = (negative ? plain.slice(1).trim() : plain).split(/[.,]/u)
  if (rest.length > 0) {
    return fail('Запятая или точка отделяет только копейки: 12 345,67', 'A comma or a point parts only the kopecks: 12 345.67')
  }
  if (!/^[\d ]+$/u.test(whole) || (fraction !== undefined && !/^\d*$/u.test(fraction))) {
    return fail('Сумма пишется цифрами: 12 345,67', 'An amount is written in digits: 12 345.67')
  }
  if (whole.includes(' ') && !grouped.test(whole)) {
    return fail('Пробелом отделяют по три цифры: 12 345,67', 'Spaces part digits by three: 12 345.67')
  }
  if (fraction !== undefined && (fraction.length === 0 || fraction.length > 2)) {
    return fail('После запятой одна или две цифры копеек: 12 345,67', 'One or two digits of kopecks: 12 345.67')
  }
  const digits = whole.replaceAll(' ', '') + (fraction ?? '').padEnd(2, '0')
  const kopecks = Number(digits)
  if (!Number.isSafeInteger(kopecks)) return fail('Сумма слишком большая', 'The amount is too large')
  return { ok: true, kopecks: negative && kopecks !== 0 ? -kopecks : kopecks }
}
