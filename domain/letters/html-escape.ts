const entities: { readonly [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as HTML, safe in elements and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)

const link = /https?:\/\/[^\s<>"'«»]+/giu
const notPartOfIt = /[.,:;!?)\]}…]+$/u

/** What a person wrote: line breaks kept, web addresses made links of the given style. */
export function wordsHtml(text: string, linkStyle: string): string {
  let html = ''
  let from = 0
  for (const match of text.matchAll(link)) {
    const url = match[0].replace(notPartOfIt, '')
    html += escapeHtml(text.slice(from, match.index))
    html += `<a class="link" href="${escapeHtml(url)}" style="${linkStyle}">${escapeHtml(url)}</a>`
    from = match.index + url.length
  }
  return (html + escapeHtml(text.slice(from))).replaceAll(/\r?\n/g, '<br>\n')
}
