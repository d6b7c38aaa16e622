import type { Label, Lang } from '../label.ts'
import type { VarSpec } from './variables.ts'

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
  readonly blocks: readonly Block[]
  /** Who writes, one line each. */
  readonly signature: readonly string[]
  /** Small print: why the letter came and how to answer. */
  readonly footer: string
}

/** What an organization may write itself, in the markup of filled-text.ts. */
export interface LetterText {
  readonly subject: string
  readonly body: string
}

export interface LetterTemplate {
  readonly vars: VarSpec
  readonly text: { readonly [L in Lang]: LetterText }
  /** These two stay whatever the organization writes: they say what happened and how to answer. */
  readonly preview: Label
  readonly footer: Label
}
