import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { FastifyInstance } from 'fastify'
import type { ChatNews } from '../../services/telegram/receive.ts'

/** Takes what people do in their chats; given by the composition root. */
export interface TelegramHook {
  /** What `setWebhook` was told. */
  readonly secret: string
  /** Answers what to say in the chat. */
  receive(news: ChatNews): Promise<string | undefined>
}

const path = '/hooks/telegram'
const maxBodyBytes = 64 * 1024
const chat = z.object({ id: z.int(), type: z.literal('private') })
const update = z.object({
  update_id: z.int(),
  message: z.object({ chat, text: z.string().max(4_096) }).optional(),
  my_chat_member: z.object({ chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
})

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function newsOf(body: unknown): ChatNews | undefined {
  const read = update.safeParse(body)
  if (!read.success) return undefined
  const { update_id: updateId, message, my_chat_member: member } = read.data
  if (message) return { updateId, chatId: message.chat.id, text: message.text }
  return member?.new_chat_member.status === 'kicked' ? { updateId, chatId: member.chat.id, text: undefined } : undefined
}

/**
 * `/hooks/telegram`: the messenger tells what people write to the bot, once or more often. What is no command of a private chat is
 * answered like the rest, or it would come again; a wrong secret is 403.
 */
export function addTelegramHook(app: FastifyInstance, hook: TelegramHook): void {
  app.post(path, { bodyLimit: maxBodyBytes }, async (request, reply) => {
    const given = request.headers['x-telegram-bot-api-secret-token']
    if (!timingSafeEqual(digest(String(given ?? '')), digest(hook.secret)))
      return reply.code(403).type('text/plain').send('The secret is wrong: set the webhook again')
    const news = newsOf(request.body)
    const said = news && (await hook.receive(news))
    return news && said !== undefined ? { method: 'sendMessage', chat_id: news.chatId, text: said } : {}
  })
}
