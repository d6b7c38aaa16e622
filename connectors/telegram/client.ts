import { z } from 'zod'
import { openHttpClient } from '../http/http-client.ts'
import { HttpFailure } from '../http/port.ts'
import type { ChatOutcome, TelegramPort } from './port.ts'
import { TelegramUnavailable } from './port.ts'

export interface TelegramAccount {
  /** `123456:…`, as @BotFather gives it. */
  readonly token: string
  /** `https://api.telegram.org`; a Bot API server of one's own, or a simulator. */
  readonly apiUrl: string
  /** Networks of our own that may be called: a Bot API server in the house. */
  readonly networks: readonly string[]
}

export interface TelegramClient extends TelegramPort {
  close(): Promise<void>
}

const timeoutMs = 10_000
const answer = z.object({
  ok: z.boolean(),
  error_code: z.int().optional(),
  description: z.string().default(''),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
})
type Answer = z.infer<typeof answer>

/** Nothing was sent when there was no connection to send it by. */
const neverLeft: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])
function didNotLeave(error: unknown): boolean {
  if (!(error instanceof HttpFailure)) return false
  const { reason, cause } = error
  return reason === 'refused' || (cause instanceof Error && 'code' in cause && neverLeft.has(cause.code))
}

function outcomeOf({ ok, error_code: code = 0, description, parameters }: Answer): ChatOutcome {
  if (ok) return { kind: 'sent' }
  const reason = description.slice(0, 200)
  if (code === 429) return { kind: 'later', afterMs: Math.max(1, parameters?.retry_after ?? 1) * 1_000 }
  if (code === 403 || (code === 400 && /chat not found/iu.test(description))) return { kind: 'gone', reason }
  if (code === 400) return { kind: 'rejected', code, reason }
  throw new TelegramUnavailable(
    `Telegram answers ${String(code)}: ${reason}${code === 401 ? '; check TELEGRAM_BOT_TOKEN' : ''}`,
    code >= 500,
  )
}

/** The Bot API (core.telegram.org/bots/api). It has no receipt of delivery and no key by which a repeated message would be known. */
export function createTelegramClient({ token, apiUrl, networks }: TelegramAccount): TelegramClient {
  const base = `${apiUrl.replace(/\/$/u, '')}/bot${token}`
  const http = openHttpClient({ allowHttp: apiUrl.startsWith('http:'), allowedNetworks: networks, readRefusals: true, timeoutMs })
  const headers = { 'content-type': 'application/json' }

  async function call(method: string, fields: Readonly<Record<string, unknown>>): Promise<Answer> {
    try {
      const { body } = await http.send({ method: 'POST', url: `${base}/${method}`, headers, body: JSON.stringify(fields) })
      return answer.parse(JSON.parse(body.toString('utf8')))
    } catch (error) {
      throw new TelegramUnavailable('Telegram does not answer as its API does', !didNotLeave(error), error)
    }
  }

  return {
    send: async ({ chatId, text }) =>
      outcomeOf(await call('sendMessage', { chat_id: chatId, text, link_preview_options: { is_disabled: true } })),
    async setWebhook({ url, secret }) {
      const { ok, description } = await call('setWebhook', { url, secret_token: secret, allowed_updates: ['message', 'my_chat_member'] })
      if (!ok) throw new TelegramUnavailable(`Telegram does not take ${url} as the webhook: ${description}`, false)
    },
    close: () => http.close(),
  }
}
