/** The prefixes of the numbers people say, by the kind of process they name. */
export const numberPrefixes = ['О', 'В', 'Д', 'П', 'ДР', 'Р', 'ПР', 'А', 'НЗ', 'АО'] as const
export type NumberPrefix = (typeof numberPrefixes)[number]

const minDigits = 6

/**
 * A process's number, `О-2026-000123`; above 999999 it has more digits.
 * @throws RangeError for a year or a number that can't be
 */
export function formatNumber(prefix: string, year: number, n: number): string {
  if (!/^\p{Lu}{1,4}$/u.test(prefix)) throw new RangeError(`A number's prefix must be capital letters, not “${prefix}”`)
  if (!Number.isInteger(year) || year < 2000 || year > 2999) {
    throw new RangeError(`A number's year must be from 2000 to 2999, not ${year}`)
  }
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`A number counts from 1, not ${n}`)
  return `${prefix}-${year}-${String(n).padStart(minDigits, '0')}`
}

export interface FoundNumber {
  /** As `formatNumber` writes it, whatever the text had. */
  readonly number: string
  readonly prefix: NumberPrefix
  readonly year: number
  readonly n: number
}

/** Latin letters and digits people type for the Cyrillic ones: the look-alike first, then the sound. */
const lookalikes: { readonly [typed: string]: readonly string[] } = {
  O: ['О'],
  B: ['В'],
  V: ['В'],
  D: ['Д'],
  P: ['Р', 'П'],
  R: ['Р'],
  A: ['А'],
  H: ['Н'],
  N: ['Н'],
  Z: ['З'],
  3: ['З'],
}

const isPrefix = (text: string): text is NumberPrefix => numberPrefixes.some((prefix) => prefix === text)

function prefixOf(typed: string): NumberPrefix | undefined {
  let readings = ['']
  for (const sign of typed.toUpperCase()) {
    const letters = lookalikes[sign] ?? [sign]
    readings = readings.flatMap((reading) => letters.map((letter) => reading + letter))
  }
  return readings.find(isPrefix)
}

const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu
const dash = '[-\\u2010-\\u2015\\u2212_]'
const anyGap = `(?:\\s{0,3}${dash}?\\s{0,3})`
const dashGap = `(?:\\s{0,3}${dash}\\s{0,3})`
// «О 2026 12» and «о 2025-12-01» are everyday Russian: a short number needs both dashes, and a date is none.
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])([ОВДПРАНЗOBVDPRAHNZ][ОРЗOPRZ3]?)` +
    `(?:${anyGap}(2\\d{3})(?:${dashGap}|\\s{1,3})(\\d{6,15})|${dashGap}(2\\d{3})${dashGap}(\\d{1,5})(?!${dash}\\d))` +
    `(?![\\p{L}\\p{N}])`,
  'giu',
)

/**
 * The process numbers in a text such as a letter's subject, each once, in order. Takes any case,
 * Latin look-alikes (a Latin P alone is Р), spaces or any dashes, and leading zeros left out
 * where both dashes are there. That a number exists, and for whom, is for the caller to check.
 */
export function findNumbers(text: string): readonly FoundNumber[] {
  const found = new Map<string, FoundNumber>()
  for (const match of text.replaceAll(invisible, '').matchAll(pattern)) {
    const prefix = prefixOf(match[1] ?? '')
    const year = Number(match[2] ?? match[4])
    const n = Number(match[3] ?? match[5])
    if (prefix === undefined || n < 1) continue
    const number = formatNumber(prefix, year, n)
    found.set(number, { number, prefix, year, n })
  }
  return [...found.values()]
}
