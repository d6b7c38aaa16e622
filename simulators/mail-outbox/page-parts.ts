import { formatFileSize } from '../../domain/text/file-size.ts'
import { plural } from '../../domain/text/plural.ts'
import { formatFullDate, formatRelativeDate } from '../../domain/text/relative-date.ts'
import type { OutboxPage } from './page-model.ts'
import { escapeHtml } from '../../domain/letters/html-escape.ts'
import { address } from './page-model.ts'
import type { LetterEntry, StoredLetter } from './store.ts'

const zone = 'Europe/Moscow'
const fileWord = { ru: { one: 'файл', few: 'файла', many: 'файлов' }, en: { one: 'file', many: 'files' } } as const

function entryItem(page: OutboxPage, entry: LetterEntry): string {
  const at = Date.parse(entry.receivedAt)
  const current = page.selected?.entry.id === entry.id ? ' aria-current="true"' : ''
  const files = entry.attachmentCount === 0 ? '' : `<span class="files">${plural(fileWord, entry.attachmentCount, 'ru')}</span>`
  return `<li><a href="${address(page, `/${entry.id}`)}"${current}>
<span class="who">${escapeHtml(entry.recipients.join(', '))}</span>
<time datetime="${escapeHtml(entry.receivedAt)}" title="${escapeHtml(formatFullDate(at, zone, 'ru'))}">${escapeHtml(formatRelativeDate(at, Date.now(), zone, 'ru'))}</time>
<span class="subject">${escapeHtml(entry.subject || 'Без темы')}</span>${files}
</a></li>`
}

/** The list, newest first, and the way to older ones. */
export function letterList(page: OutboxPage): string {
  if (page.letters.length === 0) {
    const text =
      page.to === ''
        ? 'Писем пока нет. Напишите на адрес поддержки или заведите обращение, и подтверждение появится здесь.'
        : 'Писем этому получателю нет.'
    return `<p class="empty">${text}</p>`
  }
  const older =
    page.olderThan === undefined ? '' : `<p class="older"><a href="${address(page, '', { before: page.olderThan })}">Раньше</a></p>`
  return `<ul>${page.letters.map((entry) => entryItem(page, entry)).join('\n')}</ul>${older}`
}

/** The right side before a letter is chosen. */
export const nothingChosen = (page: OutboxPage): string =>
  page.letters.length === 0 ? '' : '<p class="empty wide">Выберите письмо в списке.</p>'

const fact = (name: string, value: string): string => (value === '' ? '' : `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)

function body(page: OutboxPage, letter: StoredLetter): string {
  const id = letter.entry.id
  const text = `<pre>${escapeHtml(letter.text.trim())}</pre>`
  if (letter.html === undefined) return text
  const frame = `<iframe title="Письмо" src="${escapeHtml(page.basePath)}/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`
  return `${frame}\n<details><summary>Текстовая версия</summary>${text}</details>`
}

function files(page: OutboxPage, letter: StoredLetter): string {
  const listed = letter.attachments.flatMap((file, index) => {
    if (file.inline) return []
    const href = `${escapeHtml(page.basePath)}/${letter.entry.id}/file/${String(index)}`
    return [
      `<li><a href="${href}">${escapeHtml(file.filename)}</a> <span class="size">${escapeHtml(formatFileSize(file.sizeBytes, 'ru'))}</span></li>`,
    ]
  })
  return listed.length === 0 ? '' : `<h3>Вложения</h3><ul class="attachments">${listed.join('')}</ul>`
}

function replyForm(page: OutboxPage, { entry }: StoredLetter): string {
  const senders = entry.recipients.map((one) => `<option>${escapeHtml(one)}</option>`).join('')
  const from =
    entry.recipients.length < 2
      ? `<input type="hidden" name="from" value="${escapeHtml(entry.recipients[0] ?? '')}">`
      : `<label for="from">От кого</label><select id="from" name="from">${senders}</select>`
  return `<form method="post" action="${address(page, `/${entry.id}/reply`)}" class="reply">
<h3>Ответить за получателя</h3>
${from}
<label for="text">Ответ придёт в поддержку настоящим письмом</label>
<textarea id="text" name="text" rows="6" required maxlength="20000">${escapeHtml(page.draft)}</textarea>
<button>Отправить ответ</button>
</form>`
}

/** One letter: its heads, its body in a sandboxed frame, its files, the form to answer it. */
export function letterView(page: OutboxPage, letter: StoredLetter): string {
  const { entry } = letter
  const headers = [...letter.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return `<p class="back"><a href="${address(page, '')}">К списку</a></p>
<article>
<h2>${escapeHtml(letter.subject || 'Без темы')}</h2>
<dl>${fact('От', entry.from)}${fact('Кому', entry.recipients.join(', '))}${fact('Ответ на', letter.replyTo ?? '')}${fact('Когда', formatFullDate(Date.parse(entry.receivedAt), zone, 'ru'))}</dl>
${body(page, letter)}
${files(page, letter)}
<details><summary>Заголовки</summary><pre>${escapeHtml(headers)}</pre></details>
<p class="source"><a href="${escapeHtml(page.basePath)}/${entry.id}/raw">Скачать письмо целиком</a>, ${escapeHtml(formatFileSize(entry.sizeBytes, 'ru'))}</p>
</article>
${replyForm(page, letter)}`
}
