import type { Label } from '../label.ts'

/** A piece of a text that an organization may write: words, the value of a variable, or what depends on a variable being there. */
export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'if'; readonly name: string; readonly held: readonly Piece[]; readonly otherwise: readonly Piece[] }

export type ParsedMarkup = { readonly ok: true; readonly pieces: readonly Piece[] } | { readonly ok: false; readonly problem: Label }

interface Open {
  readonly name: string
  readonly held: Piece[]
  readonly otherwise: Piece[]
  inElse: boolean
}

const tag = /\{([^{}]*)\}/gu
const variable = /^[a-z]\w*$/iu
const condition = /^if\s+([a-z]\w*)$/iu
/** Stand for values and tags while a text is laid out, so nobody may write them. */
const marks = /[\uE000-\uE002]/gu

const fail = (ru: string, en: string): ParsedMarkup => ({ ok: false, problem: { ru, en } })

/**
 * Reads `{name}`, and `{if name}…{else}…{end}` with or without its else. Everything else is words; nothing is ever run.
 * Whether the names exist is for the caller.
 */
export function parseMarkup(source: string): ParsedMarkup {
  const root: Open = { name: '', held: [], otherwise: [], inElse: false }
  const open: Open[] = []
  const add = (piece: Piece): void => {
    const inner = open.at(-1) ?? root
    if (inner.inElse) inner.otherwise.push(piece)
    else inner.held.push(piece)
  }
  let lone = false
  const addWords = (text: string): void => {
    lone ||= /[{}]/u.test(text)
    if (text !== '') add({ kind: 'words', text: text.replaceAll(marks, '') })
  }
  let from = 0
  for (const match of source.matchAll(tag)) {
    addWords(source.slice(from, match.index))
    from = match.index + match[0].length
    const inside = (match[1] ?? '').trim()
    const conditionOn = condition.exec(inside)?.[1]
    if (conditionOn !== undefined) open.push({ name: conditionOn, held: [], otherwise: [], inElse: false })
    else if (inside === 'else') {
      const inner = open.at(-1)
      if (!inner || inner.inElse) return fail('{else} стоит не внутри {if …}', '{else} is not inside an {if …}')
      inner.inElse = true
    } else if (inside === 'end') {
      const inner = open.pop()
      if (!inner) return fail('{end} лишний: перед ним нет {if …}', 'There is an {end} without its {if …}')
      add({ kind: 'if', name: inner.name, held: inner.held, otherwise: inner.otherwise })
    } else if (variable.test(inside) && inside !== 'if') add({ kind: 'value', name: inside })
    else return fail(`Непонятно: ${match[0].slice(0, 60)}`, `This can’t be read: ${match[0].slice(0, 60)}`)
  }
  addWords(source.slice(from))
  if (lone)
    return fail(
      'Фигурная скобка без пары: в тексте они только вокруг переменных',
      'A brace has no pair: braces stand around variables alone',
    )
  const unclosed = open.at(-1)
  if (unclosed) return fail(`{if ${unclosed.name}} не закрыт: добавьте {end}`, `{if ${unclosed.name}} is not closed: add {end}`)
  return { ok: true, pieces: root.held }
}

/** Every variable that the pieces name, also in conditions. */
export const namesIn = (pieces: readonly Piece[]): readonly string[] =>
  pieces.flatMap((piece) => {
    if (piece.kind === 'words') return []
    return piece.kind === 'value' ? [piece.name] : [piece.name, ...namesIn(piece.held), ...namesIn(piece.otherwise)]
  })

/** The variables whose values are in the text whatever is there and what is not. */
export function alwaysIn(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(
    pieces.flatMap((piece) => {
      if (piece.kind === 'words') return []
      if (piece.kind === 'value') return [piece.name]
      const otherwise = alwaysIn(piece.otherwise)
      return [...alwaysIn(piece.held)].filter((name) => otherwise.has(name))
    }),
  )
}

/** Values that are named where they may be missing: outside a condition on them. */
export const unguarded = (pieces: readonly Piece[], sure: ReadonlySet<string>): readonly string[] =>
  pieces.flatMap((piece) => {
    if (piece.kind === 'words') return []
    if (piece.kind === 'value') return sure.has(piece.name) ? [] : [piece.name]
    return [...unguarded(piece.held, new Set([...sure, piece.name])), ...unguarded(piece.otherwise, sure)]
  })
