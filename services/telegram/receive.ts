import type { Label } from '../../domain/label.ts'
import type { Database } from '../../db/client.ts'
import type { ChatTokens } from './chat-token.ts'
import { unlinkChat } from '../system/unlink-chat.ts'
import { linkChat } from './chats.ts'

/** What somebody did in their chat with the bot. */
export interface ChatNews {
  readonly updateId: number
  readonly chatId: number
  /** What was written; undefined when the bot was blocked. */
  readonly text: string | undefined
}

const linked = (organization: string): Label => ({
  ru: `Готово. Сообщения от «${organization}» будут приходить сюда. Отключить: /stop`,
  en: `Done. Messages from ${organization} will come here. To stop them: /stop`,
})
const stopped =
  'Сюда больше ничего не придёт. Чтобы включить снова, откройте ссылку на своей личной странице.\nNothing more will come here.'
const unknown =
  'Откройте бота кнопкой на личной странице, ссылка на которую пришла вам в письме или SMS. Прежняя ссылка могла устареть.\nOpen the bot by the button on your private page.'
const deaf =
  'Здесь мы только сообщаем. Чтобы ответить, откройте ссылку из сообщения. Отключить: /stop\nTo answer, open the link of a message. To stop: /stop'

/** Takes one update of the bot; the same again changes nothing. Answers what to say in the chat, if anything. */
export async function receiveChat(
  { db, tokens }: { readonly db: Database; readonly tokens: ChatTokens },
  { updateId, chatId, text }: ChatNews,
  now: Date,
): Promise<string | undefined> {
  const requestId = `telegram:${String(updateId)}`
  if (text === undefined) {
    await unlinkChat(db, { chatId, requestId }, now)
    return undefined
  }
  const [, command, argument = ''] = /^\/(start|stop)(?:\s+(\S+))?\s*$/u.exec(text) ?? []
  if (command === 'stop') {
    await unlinkChat(db, { chatId, requestId }, now)
    return stopped
  }
  if (command !== 'start') return deaf
  const linkId = tokens.read(argument)
  const done = linkId === undefined ? undefined : await linkChat(db, { linkId, chatId, requestId }, now)
  return done ? linked(done.organization)[done.lang] : unknown
}
