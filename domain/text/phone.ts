import type { Label } from '../label.ts'
import { noBreakSpace } from './spaces.ts'

export type ParsedPhone = { readonly ok: true; readonly e164: string } | { readonly ok: false; readonly problem: Label }

const fail = (ru: string, en: string): ParsedPhone => ({ ok: false, problem: { ru, en } })

const decoration = /[\s()\-\u2010-\u2015\u2212.\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const extension = /(?:доб|вн|ext|[xх#,;])/iu

/** The international digits of what was typed: `8` and `810` are Russian ways to dial out. */
function internationalDigits(plain: string): string {
  // No country has +89: the eight was kept where +7 was meant.
  if (/^\+89\d{9}$/u.test(plain)) return `7${plain.slice(2)}`
  if (plain.startsWith('+')) return plain.slice(1)
  if (plain.startsWith('00')) return plain.slice(2)
  if (plain.startsWith('810') && plain.length > 11) return plain.slice(3)
  if (plain.length === 11 && plain.startsWith('8')) return `7${plain.slice(1)}`
  // Ten digits are a Russian number without its 8; 89... is rather one that lacks a digit.
  if (plain.length === 10 && /^(?:[349]|8[0-8])/u.test(plain)) return `7${plain}`
  return plain
}

/**
 * A phone as people in Russia type it, as E.164 (`+79123456789`): with 8, +7, 7 or neither, with
 * any brackets and dashes; foreign ones with +, 00 or 8-10. Extensions are refused.
 */
export function parsePhone(text: string): ParsedPhone {
  const plain = text
    .trim()
    .replace(/^(?:tel|тел)[.:]?/iu, '')
    .replaceAll(decoration, '')
  if (plain === '') return fail('Укажите номер телефона', 'State the phone number')
  if (extension.test(plain)) {
    return fail('Укажите номер без добавочного', 'State the number without its extension')
  }
  if (!/^\+?\d+$/u.test(plain)) {
    return fail('В номере телефона только цифры: +7 912 345-67-89', 'A phone number has only digits: +7 912 345-67-89')
  }
  const digits = internationalDigits(plain)
  const explicit = plain.startsWith('+') || plain.startsWith('00') || plain.startsWith('810')
  if (digits.startsWith('7')) {
    if (digits.length !== 11) {
      return fail(
        `В номере после +7 должно быть 10 цифр, а их ${digits.length - 1}`,
        `There must be 10 digits after +7, there are ${digits.length - 1}`,
      )
    }
    if (!/^7[3-9]/u.test(digits)) {
      return fail('Такого кода города или оператора нет', 'There is no such area or operator code')
    }
    return { ok: true, e164: `+${digits}` }
  }
  if (!explicit) {
    return fail(
      'Укажите номер целиком: +7 912 345-67-89, зарубежный — с + и кодом страны',
      'State the whole number: +7 912 345-67-89, a foreign one with + and its country code',
    )
  }
  if (!/^[1-9]\d{7,14}$/u.test(digits)) {
    return fail('Такого зарубежного номера не бывает: в нём от 8 до 15 цифр', 'A foreign number has 8 to 15 digits')
  }
  return { ok: true, e164: `+${digits}` }
}

/** `+79123456789` as `+7 912 345-67-89`, kept on one line; other countries' numbers as they are. */
export function formatPhone(e164: string): string {
  const found = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/u.exec(e164)
  if (!found) return e164
  const [, code, first, second, third] = found
  return `+7${noBreakSpace}${code}${noBreakSpace}${first}-${second}-${third}`
}
