import { attributionLength, isProgramSignature, opensHistory } from './quote-headers.ts'

const isQuoted = (line: string): boolean => /^\s{0,3}>/u.test(line)
const isBlank = (line: string): boolean => line.trim() === ''

interface Cut {
  readonly kept: readonly string[]
  /** Where lines marked `>` begin that were introduced as somebody's words. */
  readonly quotes: boolean
}

/** Drops the history that has no marks of its own, and the line that introduces the one that has. */
function cutHistory(lines: readonly string[]): Cut {
  const kept: string[] = []
  let quotes = false
  for (let at = 0; at < lines.length; at += 1) {
    if (opensHistory(lines, at)) return { kept, quotes }
    const length = attributionLength(lines, at)
    if (length === 0) {
      const line = lines[at] ?? ''
      quotes ||= isQuoted(line)
      kept.push(line)
      continue
    }
    const next = lines.slice(at + length, at + length + 3).find((line) => !isBlank(line))
    if (next === undefined || !isQuoted(next)) return { kept, quotes }
    at += length - 1
  }
  return { kept, quotes }
}

interface Block {
  readonly quoted: boolean
  readonly lines: string[]
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  for (const line of lines) {
    const last = blocks.at(-1)
    const quoted = isQuoted(line)
    if (last !== undefined && (last.quoted === quoted || (last.quoted && isBlank(line)))) last.lines.push(line)
    else blocks.push({ quoted, lines: [line] })
  }
  return blocks.filter((block) => block.lines.some((line) => !isBlank(line)))
}

/** Answers written between the quoted questions keep them; any other quote goes. */
function cutQuotes(lines: readonly string[]): readonly string[] {
  const blocks = blocksOf(lines)
  while (blocks.at(-1)?.quoted === true) blocks.pop()
  const between = blocks.filter((block) => block.quoted).length > 1
  return blocks.filter((block) => between || !block.quoted).flatMap((block) => block.lines)
}

function cutSignature(lines: readonly string[]): readonly string[] {
  const dashes = lines.findIndex((line, at) => /^-- ?$/u.test(line) && lines.slice(0, at).some((one) => !isBlank(one)))
  const kept = dashes === -1 ? [...lines] : lines.slice(0, dashes)
  while (kept.length > 0 && (isBlank(kept.at(-1) ?? '') || isProgramSignature(kept.at(-1) ?? ''))) kept.pop()
  return kept
}

/**
 * What is new in a letter: without the quoted history and the signature, as Outlook, Gmail, Yandex,
 * Mail.ru, Apple Mail, Thunderbird and Roundcube write them in Russian and English. Forwarded
 * letters stay. The whole text when nothing else would be left.
 */
export function withoutQuotes(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const { kept, quotes } = cutHistory(lines)
  const fresh = cutSignature(quotes ? cutQuotes(kept) : kept)
  const left = fresh
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()
  return left === '' ? text.trim() : left
}
