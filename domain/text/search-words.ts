import { parsePhone } from './phone.ts'

const most = 60

const split = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** A phone without its country: `9161234567`; undefined for what is none. */
function nationalDigits(text: string): string | undefined {
  const parsed = parsePhone(text)
  return parsed.ok ? parsed.e164.replace(/^\+7?/, '') : undefined
}

/** The words under which something is found, each once: in lower case, ё as е, a phone without +7. */
export const searchWords = (...texts: readonly (string | null | undefined)[]): string[] =>
  [...new Set(texts.flatMap((text) => (text === null || text === undefined ? [] : [nationalDigits(text) ?? split(text)].flat())))].slice(
    0,
    most,
  )

/**
 * What somebody types in search of such words, as the text of a Postgres tsquery: every word may be the beginning of one.
 * Undefined when nothing can be looked for.
 */
export function searchQuery(typed: string): string | undefined {
  const digits = typed.replaceAll(/\D/g, '')
  const isPhone = digits.length >= 5 && !/\p{L}/u.test(typed)
  const begun = digits.replace(/^[78](?=\d{4})/, '')
  const words = isPhone ? [nationalDigits(typed) ?? begun] : split(typed).slice(0, 8)
  // Words are letters and digits alone, so that the quotes hold them.
  return words.length === 0 ? undefined : words.map((word) => `'${word}':*`).join(' & ')
}
