export interface Piece {
  readonly text: string
  /** True for `@Name` of somebody known. */
  readonly mention: boolean
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * A text cut at the names it mentions as `@Name`: the longest name that fits wins, and a name ends where its word ends,
 * so `@Анна` is not found in `@Аннабель` and no name is found in an e-mail address.
 */
export function splitMentions(text: string, names: readonly string[]): readonly Piece[] {
  const known = [...new Set(names)].filter((name) => name !== '').toSorted((a, b) => b.length - a.length)
  if (known.length === 0) return [{ text, mention: false }]
  const pattern = new RegExp(`(?<![\\p{L}\\d])@(?:${known.map(escaped).join('|')})(?![\\p{L}\\d])`, 'gu')
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), mention: false })
    pieces.push({ text: match[0], mention: true })
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mention: false })
  return pieces
}

/** The names a text mentions, each once. */
export const mentionedIn = (text: string, names: readonly string[]): readonly string[] => [
  ...new Set(splitMentions(text, names).flatMap((piece) => (piece.mention ? [piece.text.slice(1)] : []))),
]

/** What is being typed after the last `@` before the caret, where it begins, or undefined when no name is being typed. */
export function typedMention(text: string, caret: number): { readonly from: number; readonly typed: string } | undefined {
  const found = /(?<![\p{L}\d])@([\p{L}\d.-]*(?: [\p{L}\d.-]*)?)$/u.exec(text.slice(0, caret))
  return found === null ? undefined : { from: found.index, typed: found[1] ?? '' }
}
