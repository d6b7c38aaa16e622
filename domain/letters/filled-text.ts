import type { Piece } from './markup.ts'
import type { Block } from './template.ts'

/** What the variables of a text say. */
export interface Said {
  has(name: string): boolean
  /** As it stands in a line. */
  text(name: string): string
  /** What it is when it stands alone; undefined for a variable that is words. */
  block(name: string): Block | undefined
}

/** A text with its conditions decided. Values are still marks: what they say is never read as layout. */
export function decided(pieces: readonly Piece[], has: Said['has']): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'words') return piece.text
      if (piece.kind === 'value') return `\uE000${piece.name}\uE001`
      return `\uE002${decided(has(piece.name) ? piece.held : piece.otherwise, has)}\uE002`
    })
    .join('')
}

const value = /\uE000(\w+)\uE001/gu
const tags = /\uE002/gu

/** The values put where their marks stand. */
export const put = (marked: string, said: Said): string =>
  marked.replaceAll(tags, '').replaceAll(value, (_mark, name: string) => said.text(name))

const button = /^\[(.+)\]\(\uE000(\w+)\uE001\)$/u
const alone = /^\uE000(\w+)\uE001$/u

type LineKind = 'facts' | 'words' | 'one' | 'paragraph'

function kindOf(line: string, said: Said): LineKind {
  if (line.startsWith('|')) return 'facts'
  if (line.startsWith('>')) return 'words'
  const name = alone.exec(line)?.[1]
  if (button.test(line) || (name !== undefined && said.block(name) !== undefined)) return 'one'
  return 'paragraph'
}

function oneOf(line: string, said: Said): Block {
  const [, text, url] = button.exec(line) ?? []
  if (text !== undefined && url !== undefined) return { kind: 'button', text: put(text, said), url: said.text(url) }
  return said.block(alone.exec(line)?.[1] ?? '') ?? { kind: 'paragraph', text: put(line, said) }
}

function factOf(line: string, said: Said): readonly [string, string] {
  const [, label = '', ...rest] = line.split('|')
  return [put(label.trim(), said), put(rest.join('|').trim(), said)]
}

function blocksOf(kind: LineKind, lines: readonly string[], said: Said): readonly Block[] {
  if (kind === 'facts') return [{ kind, rows: lines.map((line) => factOf(line, said)) }]
  if (kind === 'one') return lines.map((line) => oneOf(line, said))
  if (kind === 'paragraph') return [{ kind, text: put(lines.join('\n'), said) }]
  const quoted = lines.map((line) => put(line.slice(1).trim(), said))
  const [author, ...text] = quoted
  return [text.length === 0 ? { kind, text: quoted.join('\n') } : { kind, author, text: text.join('\n') }]
}

/**
 * A text as pieces of a letter. An empty line parts paragraphs; `| label | value` lines are a table; `>` lines are what somebody
 * wrote, the first of several says who; `[words]({url})` alone in a line is a button; after `--` comes who writes.
 */
export function layOut(marked: string, said: Said): { readonly blocks: readonly Block[]; readonly signature: readonly string[] } {
  const lines = marked.split('\n').flatMap((line) => {
    const bare = line.replaceAll(tags, '').trim()
    // A line that held only a condition was never there.
    return bare === '' && bare !== line.trim() ? [] : [bare]
  })
  const end = lines.indexOf('--')
  const signature = end === -1 ? [] : lines.slice(end + 1).flatMap((line) => (line === '' ? [] : [put(line, said)]))
  const blocks: Block[] = []
  let gathered: string[] = []
  let kind: LineKind = 'paragraph'
  const close = (): void => {
    if (gathered.length > 0) blocks.push(...blocksOf(kind, gathered, said))
    gathered = []
  }
  for (const line of end === -1 ? lines : lines.slice(0, end)) {
    const next: LineKind = line === '' ? kind : kindOf(line, said)
    if (line === '' || next !== kind) close()
    kind = next
    if (line !== '') gathered.push(line)
  }
  close()
  return { blocks, signature }
}
