import { escapeHtml } from '../../domain/letters/html-escape.ts'
import { formatRelativeDate } from '../../domain/text/relative-date.ts'
import type { ChatLine } from './chat-log.ts'
import { pageHead } from '../page-frame.ts'

export interface ChatsPage {
  /** The oldest first. */
  readonly lines: readonly ChatLine[]
  /** The open chat. */
  readonly chat: number | undefined
  /** What the bot was opened with; empty for nothing. */
  readonly start: string
}

const base = '/outbox'
const zone = 'Europe/Moscow'
const words = (text: string): string => escapeHtml(text).replaceAll(/https?:\/\/[^\s<>"']+/gu, (url) => `<a href="${url}">${url}</a>`)
const nameOf = (chat: number): string => `Чат ${String(chat)}`

const line = ({ from, text, at }: ChatLine): string =>
  `<article><dl><dt>${from === 'bot' ? 'Бот' : 'Вы'}</dt><dd><time>${escapeHtml(formatRelativeDate(at, Date.now(), zone, 'ru'))}</time></dd></dl><p>${words(text)}</p></article>`

const send = (chat: number | undefined, text: string, label: string): string =>
  `<form method="post" action="${base}/telegram" class="reply"><input type="hidden" name="chat" value="${chat === undefined ? '' : String(chat)}"><input type="hidden" name="text" value="${escapeHtml(text)}"><button>${label}</button></form>`

const writing = (chat: number): string =>
  `<form method="post" action="${base}/telegram" class="reply"><input type="hidden" name="chat" value="${String(chat)}"><label for="text">Сообщение боту</label><div class="row"><input id="text" name="text" required maxlength="4000" autocomplete="off"><button>Отправить</button></div></form>${send(chat, '/stop', 'Отключить: /stop')}`

/** People's side of the demo's chats with the bot. Plain links and forms; no script, nothing from outside. */
export function renderChatsPage({ lines, chat, start }: ChatsPage): string {
  const chats = [...new Set(lines.map((one) => one.chatId))].toReversed()
  const own = lines.filter((one) => one.chatId === chat)
  const opened =
    start === ''
      ? ''
      : `<article><p>Вы открыли бота по ссылке со своей страницы.</p></article>${send(undefined, `/start ${start}`, 'Начать')}`
  const list = chats.map((one) => `<li><a href="${base}/telegram?chat=${String(one)}">${nameOf(one)}</a></li>`).join('')
  const none =
    lines.length === 0 && start === ''
      ? '<p class="empty">Чатов пока нет. Откройте личную страницу обращения или визита и нажмите «Получать сообщения в Telegram».</p>'
      : ''
  return `${pageHead('Telegram', base, 'writing')}
<header>
<h1>Telegram</h1>
<p>Демонстрация: сообщения бота не уходят наружу, а остаются здесь. <a href="${base}">Исходящие письма</a> · <a href="${base}/phones">Телефоны</a></p>
</header>
<main>
${opened}${none}
${chat === undefined ? `<ul>${list}</ul>` : `<h2>${nameOf(chat)}</h2>${own.map(line).join('\n')}${writing(chat)}<p><a href="${base}/telegram">Все чаты</a></p>`}
</main>
</body>
</html>
`
}
