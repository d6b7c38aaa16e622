import { escapeHtml } from '../../domain/letters/html-escape.ts'
import { formatPhone } from '../../domain/text/phone.ts'
import { plural } from '../../domain/text/plural.ts'
import { formatFullDate, formatRelativeDate } from '../../domain/text/relative-date.ts'
import type { TakenSms } from './message-log.ts'
import { pageHead } from '../page-frame.ts'

export interface PhonesPage {
  /** Where the outbox lives, without a slash at the end. */
  readonly basePath: string
  /** Newest first. */
  readonly messages: readonly TakenSms[]
  /** The filter's text. */
  readonly to: string
}

const zone = 'Europe/Moscow'
const partWord = { ru: { one: 'часть', few: 'части', many: 'частей' }, en: { one: 'part', many: 'parts' } } as const

/** Links as a phone shows them. */
const words = (text: string): string => escapeHtml(text).replaceAll(/https?:\/\/[^\s<>"']+/gu, (url) => `<a href="${url}">${url}</a>`)

const message = ({ phone, text, parts, takenAt }: TakenSms): string => `<article>
<dl><dt>Кому</dt><dd>${escapeHtml(formatPhone(`+${phone}`))}</dd>
<dt>Когда</dt><dd><time datetime="${new Date(takenAt).toISOString()}" title="${escapeHtml(formatFullDate(takenAt, zone, 'ru'))}">${escapeHtml(formatRelativeDate(takenAt, Date.now(), zone, 'ru'))}</time>, ${plural(partWord, parts, 'ru')}</dd></dl>
<p>${words(text)}</p>
</article>`

/** What came to the demo's phones. Plain links and a form; no script, nothing from outside. */
export function renderPhonesPage({ basePath, messages, to }: PhonesPage): string {
  const base = escapeHtml(basePath)
  const none =
    to === '' ? 'SMS пока нет. Заведите обращение с телефоном заявителя и без почты, и оно придёт сюда.' : 'SMS на этот номер нет.'
  return `${pageHead('Телефоны', base, 'writing')}
<header>
<h1>Телефоны</h1>
<p>Демонстрация: SMS не уходят наружу, а остаются здесь. <a href="${base}">Исходящие письма</a></p>
</header>
<main>
<form method="get" action="${base}/phones" role="search">
<label for="to">Номер</label>
<div class="row"><input id="to" name="to" type="search" inputmode="tel" value="${escapeHtml(to)}" placeholder="часть номера" autocomplete="off"><button>Найти</button></div>
</form>
${messages.length === 0 ? `<p class="empty">${none}</p>` : messages.map(message).join('\n')}
</main>
</body>
</html>
`
}
