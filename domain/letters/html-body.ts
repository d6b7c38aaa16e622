import type { Lang } from '../label.ts'
import { escapeHtml, wordsHtml } from './html-escape.ts'
import type { Block, LetterContent } from './template.ts'

const font = "font-family:'Golos Text',-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
const linkStyle = 'color:#1f5fbf;text-decoration:underline'
const gap = 'padding:0 0 16px 0'
const body = `${font};font-size:16px;line-height:24px;color:#1c2330`
const table = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'

const row = (html: string, style = `${gap};${body}`, className = 'ink'): string =>
  `<tr><td class="${className}" style="${style}">${html}</td></tr>`

function words(text: string, author: string | undefined): string {
  const said =
    author === undefined
      ? ''
      : `<div class="faint" style="${font};font-size:13px;line-height:20px;color:#5a6474;padding-bottom:4px">${escapeHtml(author)}</div>`
  const inner = `<td class="box ink" style="border-left:3px solid #1f5fbf;background:#f3f6fb;padding:12px 16px;${body};word-break:break-word">${said}${wordsHtml(text.trim(), linkStyle)}</td>`
  return row(`<table ${table} width="100%"><tr>${inner}</tr></table>`, gap, '')
}

function facts(rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(
    ([label, value]) =>
      `<tr><td class="faint" style="${font};font-size:14px;line-height:22px;color:#5a6474;padding:2px 16px 2px 0;vertical-align:top">${escapeHtml(label)}</td>` +
      `<td class="ink" style="${font};font-size:14px;line-height:22px;color:#1c2330;padding:2px 0;word-break:break-word">${escapeHtml(value)}</td></tr>`,
  )
  return row(`<table ${table}>${cells.join('')}</table>`, gap, '')
}

function button(text: string, url: string): string {
  const link = `<a href="${escapeHtml(url)}" style="${font};font-size:16px;line-height:24px;font-weight:600;color:#ffffff;text-decoration:none;display:inline-block;padding:10px 20px">${escapeHtml(text)}</a>`
  return row(`<table ${table}><tr><td style="background:#1f5fbf;border-radius:6px">${link}</td></tr></table>`, gap, '')
}

function scale({ title, steps }: Extract<Block, { kind: 'scale' }>): string {
  const cells = steps.map(({ sign, meaning, url }) => {
    const link = `<a href="${escapeHtml(url)}" title="${escapeHtml(meaning)}" class="ink" style="${font};font-size:16px;line-height:24px;font-weight:600;color:#1c2330;text-decoration:none;display:inline-block;padding:9px 15px">${escapeHtml(sign)}</a>`
    return `<td class="line" style="border:1px solid #c5ccd8;border-radius:6px">${link}</td><td width="8"></td>`
  })
  const [first, last] = [steps[0], steps.at(-1)]
  const ends = first === undefined || last === undefined ? '' : `${first.sign} – ${first.meaning}, ${last.sign} – ${last.meaning}`
  const legend = `<div class="faint" style="${font};font-size:13px;line-height:20px;color:#5a6474;padding-top:6px">${escapeHtml(ends)}</div>`
  return row(escapeHtml(title), `padding:0 0 8px 0;${body}`) + row(`<table ${table}><tr>${cells.join('')}</tr></table>${legend}`, gap, '')
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return row(escapeHtml(block.text).replaceAll('\n', '<br>'))
    case 'words':
      return words(block.text, block.author)
    case 'facts':
      return facts(block.rows)
    case 'button':
      return button(block.text, block.url)
    case 'scale':
      return scale(block)
  }
}

const darkStyle = `@media (prefers-color-scheme:dark){.page{background:#14171c!important}.card{background:#1d2128!important;border-color:#343a45!important}.ink{color:#e6e9ef!important}.faint{color:#a3acba!important}.box{background:#262c36!important}.line{border-color:#4a5261!important}.link{color:#8ab4f8!important}}`

/** The letter for mail programs: tables, inline styles, no pictures, bearable in a dark theme. Everything is escaped. */
export function htmlBody(content: LetterContent, lang: Lang): string {
  const signature = content.signature.length === 0 ? [] : [row(content.signature.map(escapeHtml).join('<br>'))]
  const footer = row(
    escapeHtml(content.footer),
    `padding:16px 0 0 0;border-top:1px solid #dfe3ea;${font};font-size:13px;line-height:20px;color:#5a6474`,
    'faint line',
  )
  const rows = [...content.blocks.map(blockHtml), ...signature, footer].join('\n')
  const preview = `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(content.preview)}</div>`
  const card = `<table ${table} width="100%" class="card" style="max-width:600px;background:#ffffff;border:1px solid #dfe3ea;border-radius:8px"><tr><td style="padding:24px">
<table ${table} width="100%">
${rows}
</table>
</td></tr></table>`
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(content.subject)}</title>
<style>${darkStyle}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f7">
${preview}
<table ${table} width="100%" class="page" style="background:#f3f4f7"><tr><td align="center" style="padding:16px 8px">
${card}
</td></tr></table>
</body>
</html>
`
}
