import { escapeHtml } from '../../domain/letters/html-escape.ts'
import type { LetterEntry, StoredLetter } from './store.ts'

export interface OutboxPage {
  /** Where the page lives, without a slash at the end: `/outbox`. */
  readonly basePath: string
  readonly letters: readonly LetterEntry[]
  readonly selected: StoredLetter | undefined
  /** The filter's text. */
  readonly to: string
  /** The id to go on below, when there are more letters. */
  readonly olderThan: string | undefined
  /** What happened to the last answer. */
  readonly notice: { readonly kind: 'ok' | 'bad'; readonly text: string } | undefined
  /** What was typed into an answer that could not be sent. */
  readonly draft: string
}

/** An address of the page with its filter kept. */
export function address(page: Pick<OutboxPage, 'basePath' | 'to'>, place: string, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...(page.to === '' ? {} : { to: page.to }), ...more }).toString()
  return escapeHtml(`${page.basePath}${place}${query === '' ? '' : `?${query}`}`)
}
