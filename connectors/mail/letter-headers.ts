import type { HeaderLines, HeaderValue } from 'mailparser'
import type { LetterHeader } from './letter.ts'
import { cleanText, firstSigns } from './clean-text.ts'
import { guessText } from './undeclared-charset.ts'

const maxHeaders = 500
const maxValueLength = 10_000
const maxSubjectLength = 500

/** Every header line with its folding undone and its bytes read; encoded words are left as they are. */
export function headersOf(lines: HeaderLines): readonly LetterHeader[] {
  return lines.slice(0, maxHeaders).map(({ key, line }) => {
    const bytes = Buffer.from(line.slice(line.indexOf(':') + 1, maxValueLength), 'latin1')
    return {
      name: key.toLowerCase(),
      value: cleanText(guessText(bytes))
        .replaceAll(/\s*\r?\n\s+/gu, ' ')
        .trim(),
    }
  })
}

const valueOf = (headers: readonly LetterHeader[], name: string): string | undefined =>
  headers.findLast((header) => header.name === name)?.value

/** Message-IDs of a header, with angle brackets, each once; the comments some programs add are left out. */
export function messageIdsIn(headers: readonly LetterHeader[], name: string): readonly string[] {
  const value = valueOf(headers, name) ?? ''
  const bracketed = value.match(/<[^<>\s\p{Cc}]{1,500}>/gu)
  const found =
    bracketed ??
    value
      .split(/\s+/u)
      .filter((word) => /^[^<>\s\p{Cc}"]{1,200}@[^<>\s\p{Cc}"]{1,200}$/u.test(word))
      .map((word) => `<${word}>`)
  return [...new Set(found)]
}

/** The Date header, or undefined when it is missing, unreadable or outside the years 1970-2999. */
export function dateOf(headers: readonly LetterHeader[]): Date | undefined {
  const value = valueOf(headers, 'date')
  if (value === undefined) return undefined
  const at = Date.parse(value.replace(/\s*\(.*\)\s*$/u, ''))
  return Number.isNaN(at) || at < 0 || at > Date.UTC(3000, 0) ? undefined : new Date(at)
}

/** The subject as a person sees it, on one line. */
export function subjectOf(decoded: HeaderValue | undefined, headers: readonly LetterHeader[]): string {
  const bare = typeof decoded === 'string' ? decoded : ''
  const subject = bare.includes('\ufffd') ? (valueOf(headers, 'subject') ?? bare) : bare
  const line = cleanText(subject).replaceAll(/[\s\p{Cc}]+/gu, ' ')
  return firstSigns(line.replaceAll(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim(), maxSubjectLength)
}

/** The sender's name out of a header in bytes nobody declared. */
export function senderName(headers: readonly LetterHeader[]): string {
  const value = valueOf(headers, 'from') ?? ''
  const name = value.slice(0, Math.max(0, value.indexOf('<')))
  return firstSigns(name.replaceAll(/["\s\p{Cc}\p{Cf}]+/gu, ' ').trim(), 200)
}
