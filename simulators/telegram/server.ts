import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { openChatLog } from './chat-log.ts'
import type { ChatLog } from './chat-log.ts'
import { renderChatsPage } from './chats-page.ts'

/** How a request ends badly: an error page, the messenger's own refusal of too many, or taken with the answer lost. */
export type TelegramOutage = 'http500' | 'tooMany' | 'loseAnswer'

export interface TelegramSimulator {
  /** What `TELEGRAM_API_URL` is set to. */
  readonly url: string
  readonly log: ChatLog
  /** The next calls of the bot end so. */
  next(count: number, outage: TelegramOutage): void
  /** Somebody writes in their chat; done when the bot has been told. */
  say(chatId: number, words: string): Promise<void>
  /** Somebody blocks the bot, in silence. */
  block(chatId: number): void
  close(): Promise<void>
}

export interface TelegramSimulatorOptions {
  readonly token: string
  readonly host: string
  /** 0 asks the system for any. */
  readonly port: number
  /** Keeps the chats here; in memory when left out. */
  readonly directory?: string
}

const toSend = z.object({ chat_id: z.int(), text: z.string() })
const reply = toSend.extend({ method: z.literal('sendMessage') })
const toHook = z.object({ url: z.string(), secret_token: z.string().optional() })
const maxText = 4_096
const retryAfterSeconds = 7

interface Answer {
  readonly status: number
  readonly body: object
}
const fine = (result: unknown): Answer => ({ status: 200, body: { ok: true, result } })
const fail = (status: number, description: string, more: object = {}): Answer => ({
  status,
  body: { ok: false, error_code: status, description, ...more },
})

/** A messenger with Telegram's Bot API (sendMessage, setWebhook, updates with the secret's header) and a page with people's side of the chats. */
export async function startTelegramSimulator(options: TelegramSimulatorOptions): Promise<TelegramSimulator> {
  const log = await openChatLog(options.directory)
  const blocked = new Set<number>()
  const outages: TelegramOutage[] = []
  let hook: z.infer<typeof toHook> | undefined
  let updateId = 0

  const isKnown = (chatId: number): boolean => log.all.some((line) => line.chatId === chatId && line.from === 'person')

  async function sendMessage(fields: unknown): Promise<Answer> {
    const read = toSend.safeParse(fields)
    if (!read.success || read.data.text === '') return fail(400, 'Bad Request: message text is empty')
    const { chat_id: chatId, text: words } = read.data
    if (words.length > maxText) return fail(400, 'Bad Request: message is too long')
    if (!isKnown(chatId)) return fail(400, 'Bad Request: chat not found')
    if (blocked.has(chatId)) return fail(403, 'Forbidden: bot was blocked by the user')
    const { id, at } = await log.add({ chatId, from: 'bot', text: words, at: Date.now() })
    return fine({ message_id: id, date: Math.floor(at / 1000), chat: { id: chatId, type: 'private' }, text: words })
  }

  async function call(method: string, body: unknown): Promise<Answer> {
    if (method === 'sendMessage') return sendMessage(body)
    if (method !== 'setWebhook') return fail(404, 'Not Found')
    const read = toHook.safeParse(body)
    if (!read.success) return fail(400, 'Bad Request: bad webhook')
    hook = read.data
    return fine(true)
  }

  async function say(chatId: number, words: string): Promise<void> {
    blocked.delete(chatId)
    const { id, at } = await log.add({ chatId, from: 'person', text: words, at: Date.now() })
    if (!hook) return
    updateId += 1
    const message = { message_id: id, date: Math.floor(at / 1000), chat: { id: chatId, type: 'private' }, text: words }
    const answered = await fetch(hook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': hook.secret_token ?? '' },
      body: JSON.stringify({ update_id: updateId, message }),
    })
    const read = reply.safeParse(await answered.json().catch(() => undefined))
    if (answered.ok && read.success) await sendMessage(read.data)
  }

  async function chats(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.method === 'POST') {
      const form = new URLSearchParams(await text(request))
      const chatId = Number(form.get('chat')) || 100_000 + log.all.length
      const words = (form.get('text') ?? '').slice(0, maxText)
      if (words.trim() !== '') await say(chatId, words)
      return void response.writeHead(303, { location: `?chat=${String(chatId)}` }).end()
    }
    const [chat, start] = [Number(url.searchParams.get('chat')) || undefined, url.searchParams.get('start') ?? '']
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(renderChatsPage({ lines: log.all, chat, start }))
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://messenger')
    if (url.pathname === '/chats') return chats(request, response, url)
    const body: unknown = JSON.parse((await text(request)) || '{}')
    const outage = outages.shift()
    if (outage === 'http500') return void response.writeHead(502).end('<h1>Bad Gateway</h1>')
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/u.exec(url.pathname) ?? []
    const tooMany = (): Answer =>
      fail(429, `Too Many Requests: retry after ${String(retryAfterSeconds)}`, { parameters: { retry_after: retryAfterSeconds } })
    const answer = token !== options.token ? fail(401, 'Unauthorized') : outage === 'tooMany' ? tooMany() : await call(method, body)
    if (outage === 'loseAnswer') return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy())
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : options.port)
    })
  })
  return {
    url: `http://${options.host}:${String(port)}`,
    log,
    next: (count, outage) => void outages.push(...Array.from({ length: count }, () => outage)),
    say,
    block: (chatId) => void blocked.add(chatId),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
