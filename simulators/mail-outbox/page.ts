import { escapeHtml } from '../../domain/letters/html-escape.ts'
import type { OutboxPage } from './page-model.ts'
import { letterList, letterView, nothingChosen } from './page-parts.ts'
import { pageHead } from '../page-frame.ts'

/**
 * The demo's outside mailbox: letters on the left, one of them on the right, a form to answer it.
 * Plain links and forms; no script, no inline style, nothing from outside.
 */
export function renderOutboxPage(page: OutboxPage): string {
  const { selected, basePath, notice } = page
  const title = selected === undefined ? 'Исходящие письма' : selected.subject || 'Без темы'
  const said = notice === undefined ? '' : `<p class="notice ${notice.kind}" role="status">${escapeHtml(notice.text)}</p>`
  return `${pageHead(escapeHtml(title), escapeHtml(basePath), selected === undefined ? 'listing' : 'reading')}
<header>
<h1><a href="${escapeHtml(basePath)}">Исходящие письма</a></h1>
<p>Демонстрация: письма не уходят наружу, а остаются здесь. На любое можно ответить за получателя. <a href="${escapeHtml(basePath)}/write">Написать в поддержку</a> · <a href="${escapeHtml(basePath)}/phones">Телефоны</a> · <a href="${escapeHtml(basePath)}/telegram">Telegram</a></p>
</header>
<div class="panes">
<nav aria-label="Письма">
<form method="get" action="${escapeHtml(basePath)}" role="search">
<label for="to">Получатель</label>
<div class="row"><input id="to" name="to" type="search" value="${escapeHtml(page.to)}" placeholder="часть адреса" autocomplete="off"><button>Найти</button></div>
</form>
${letterList(page)}
</nav>
<main>
${said}
${selected === undefined ? nothingChosen(page) : letterView(page, selected)}
</main>
</div>
</body>
</html>
`
}
