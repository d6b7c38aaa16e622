import { escapeHtml } from '../../domain/letters/html-escape.ts'
import { pageHead } from '../page-frame.ts'

/** What the form holds; all of it comes back when the letter could not be sent. */
export interface WritePage {
  readonly basePath: string
  /** Where a letter may go: the organizations of the demo. */
  readonly mailboxes: readonly { readonly name: string; readonly address: string }[]
  readonly values: Readonly<Record<string, string>>
  /** What is wrong, by field. */
  readonly problems: Readonly<Record<string, string>>
  readonly notice: { readonly kind: 'ok' | 'bad'; readonly text: string } | undefined
}

function field(page: WritePage, name: string, label: string, control: (attributes: string) => string): string {
  const problem = page.problems[name]
  const wrong = problem === undefined ? '' : ` aria-invalid="true" aria-describedby="${name}-problem"`
  const told = problem === undefined ? '' : `<p class="notice bad" id="${name}-problem">${escapeHtml(problem)}</p>`
  return `<div><label for="${name}">${label}</label><div class="row">${control(`id="${name}" name="${name}"${wrong}`)}</div>${told}</div>`
}

const value = (page: WritePage, name: string): string => escapeHtml(page.values[name] ?? '')

/** The form to write to support as anybody: how a ticket begins in the demo. */
export function renderWritePage(page: WritePage): string {
  const base = escapeHtml(page.basePath)
  const said = page.notice === undefined ? '' : `<p class="notice ${page.notice.kind}" role="status">${escapeHtml(page.notice.text)}</p>`
  const options = page.mailboxes.map(
    ({ name, address }) =>
      `<option value="${escapeHtml(address)}"${page.values['to'] === address ? ' selected' : ''}>${escapeHtml(name)} — ${escapeHtml(address)}</option>`,
  )
  const input =
    (type: string, max: number, name: string, more = '') =>
    (attributes: string) =>
      `<input type="${type}" ${attributes} maxlength="${String(max)}" value="${value(page, name)}" autocomplete="off"${more}>`
  return `${pageHead('Письмо в поддержку', base, 'writing')}
<header>
<h1><a href="${base}">Исходящие письма</a></h1>
<p>Демонстрация: напишите в поддержку от чьего угодно имени. Это настоящее письмо по SMTP, из него получится обращение.</p>
</header>
<main>
${said}
<form class="reply" method="post" action="${base}/write" enctype="multipart/form-data">
<h2>Письмо в поддержку</h2>
${field(page, 'to', 'Кому', (attributes) => `<select ${attributes}>${options.join('')}</select>`)}
${field(page, 'address', 'От кого: почта', input('email', 254, 'address', ' placeholder="anna@client.example"'))}
${field(page, 'name', 'Имя (необязательно)', input('text', 120, 'name'))}
${field(page, 'subject', 'Тема', input('text', 200, 'subject'))}
${field(page, 'text', 'Текст', (attributes) => `<textarea ${attributes} rows="8" maxlength="20000">${value(page, 'text')}</textarea>`)}
${field(page, 'file', 'Файлы (до 5, вместе до 20 МБ)', (attributes) => `<input type="file" ${attributes} multiple>`)}
<button>Отправить</button>
</form>
</main>
</body>
</html>
`
}
