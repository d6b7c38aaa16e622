import type { Lang } from '../label.ts'
import type { VarSpec, VarsOf } from './variables.ts'

/** A piece of a letter; the text and the HTML are both made from it. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What a person wrote, line breaks kept, links made clickable. */
  | { readonly kind: 'words'; readonly text: string; readonly author?: string | undefined }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'button'; readonly text: string; readonly url: string }
  /** A scale: short signs in the HTML, a line each in the text. */
  | {
      readonly kind: 'scale'
      readonly title: string
      readonly steps: readonly { readonly sign: string; readonly meaning: string; readonly url: string }[]
    }

export interface LetterContent {
  readonly subject: string
  /** What a mailbox shows beside the subject before the letter is opened. */
  readonly preview: string
  readonly greeting: string
  readonly blocks: readonly Block[]
  /** Who writes, one line each. */
  readonly signature: readonly string[]
  /** Small print: why the letter came and how to answer. */
  readonly footer: string
}

export interface LetterTemplate<S extends VarSpec> {
  readonly vars: S
  readonly content: { readonly [L in Lang]: (vars: VarsOf<S>) => LetterContent }
}

/** Declares a letter; its variables are checked where it is written and where it is sent. */
export function defineLetter<const S extends VarSpec>(template: LetterTemplate<S>): LetterTemplate<S> {
  return template
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

/** Blocks with the absent ones left out. */
export const blocks = (...all: readonly (Block | false | undefined)[]): readonly Block[] =>
  all.filter((block) => block !== false && block !== undefined)
