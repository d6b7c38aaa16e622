import type { HtmlToTextOptions } from 'html-to-text'
import { convert } from 'html-to-text'

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: 200, maxChildNodes: 20_000, ellipsis: '…' },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['(', ')'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'blockquote', options: { trimEmptyLines: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
}

// Tags nested beyond any layout are made to stall a converter, which is quadratic in them.
const maxNesting = 1000
const closedByThemselves = new Set([
  'p',
  'li',
  'td',
  'th',
  'tr',
  'option',
  'dt',
  'dd',
  'br',
  'img',
  'hr',
  'meta',
  'link',
  'input',
  'col',
  'wbr',
  'base',
])

function isTooDeep(html: string): boolean {
  let depth = 0
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/giu)) {
    if (closedByThemselves.has(name?.toLowerCase() ?? '')) continue
    depth = slash === '/' ? Math.max(0, depth - 1) : depth + 1
    if (depth > maxNesting) return true
  }
  return false
}

const withoutTags = (html: string): string =>
  html
    .replaceAll(/<[^<>]*>/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()

/** The text of an HTML letter; quoted blocks begin with `> `. Empty when nothing can be read. */
export function textOfHtml(html: string): string {
  if (isTooDeep(html)) return withoutTags(html)
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
