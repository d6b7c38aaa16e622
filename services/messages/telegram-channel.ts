import type { TelegramPort } from '../../connectors/telegram/port.ts'
import { TelegramUnavailable } from '../../connectors/telegram/port.ts'
import { unlinkChat } from '../system/unlink-chat.ts'
import { chatsOf } from '../telegram/chats.ts'
import type { Channel } from './channel.ts'
import { endedBy, goesOn, postponed } from './letter-result.ts'
import { shortTextOf } from './short-text.ts'
import { eachOf, surroundingsOf } from './surroundings.ts'
import type { WritingDeps } from './surroundings.ts'

/** The messenger takes about 30 messages a second in all. */
const chatSlots = 4

export interface TelegramDeps extends WritingDeps {
  /** Undefined where the installation has no bot. */
  readonly telegram: TelegramPort | undefined
}

interface ToChat {
  /** Undefined when its owner has left it since the message was written. */
  readonly chatId: number | undefined
  readonly text: string
}

const left = 'There is no chat any more: the receiver has left it'
const nobodyToSend = 'Telegram is not set up: set TELEGRAM_BOT_TOKEN'

/**
 * What an SMS would say, to the chat that somebody has with the bot, and not in their night. Who has left it gets the message by
 * the next way. A lost answer can't be asked for: such a message may go twice, and its row counts that.
 */
export const telegramChannel = (deps: TelegramDeps): Channel<ToChat> => ({
  name: 'telegram',
  slots: chatSlots,
  async compose(tenantId, rows, now) {
    const around = await surroundingsOf(deps, tenantId, rows, now)
    const addresses = rows.map((row) => row.toAddress)
    const chats = await deps.db.tenant(tenantId, (tx) => chatsOf(tx, tenantId, addresses))
    return eachOf(rows, (row) => {
      const short = shortTextOf(row, around(row), now)
      return short instanceof Date ? short : { chatId: chats.get(row.toAddress), text: short.text }
    })
  },
  async send(row, { chatId, text }, now) {
    if (!deps.telegram) return goesOn(row, nobodyToSend, now)
    if (chatId === undefined) return goesOn(row, left, now)
    const outcome = await deps.telegram.send({ chatId, text })
    switch (outcome.kind) {
      case 'sent':
        return endedBy(row, outcome, now)
      case 'later':
        return { ...postponed(row, new Date(now.getTime() + outcome.afterMs)), lastError: 'Telegram: too many messages at once' }
      case 'gone':
        await unlinkChat(deps.db, { chatId, requestId: `message:${row.id}` }, now)
        return goesOn(row, `Telegram: ${outcome.reason}`, now)
      case 'rejected':
        return goesOn(row, `Telegram ${String(outcome.code)}: ${outcome.reason}`, now)
    }
  },
  isAway: (error) => error instanceof TelegramUnavailable,
})
