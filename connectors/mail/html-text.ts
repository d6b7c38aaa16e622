import type { HtmlToTextOptions } from 'html-to-text'
import { convert } from 'html-to-text'

// More than this is no letter a person wrote, and converting it would hold up everybody else.
const maxHtmlLength = 1_000_000

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: maxHtmlLength, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '…' },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['(', ')'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'blockquote', options: { trimEmptyLines: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
}

/** The text of an HTML letter; quoted blocks begin with `> `. Empty when nothing can be read. */
export function textOfHtml(html: string): string {
  try {
    const text = convert(html, options)
    return text
      .replaceAll('\u00a0', ' ')
      .replaceAll(/\n{3,}/gu, '\n\n')
      .trim()
  } catch {
    // Only HTML made to break a parser comes here; the letter itself is kept with its files.
    return ''
  }
}
