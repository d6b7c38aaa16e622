/** A text to one chat. */
export interface ChatText {
  readonly chatId: number
  /** 1 to 4,096 characters. */
  readonly text: string
}

/** What became of it. All but `sent` are answers too: the same message would be answered alike, or not before a time. */
export type ChatOutcome =
  | { readonly kind: 'sent' }
  /** Whoever had the chat does not want it any more, or never began it. */
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'rejected'; readonly code: number; readonly reason: string }
  /** Too many at once. */
  | { readonly kind: 'later'; readonly afterMs: number }

export interface TelegramPort {
  /** @throws TelegramUnavailable when nobody is served now: try again later */
  send(message: ChatText): Promise<ChatOutcome>
  /** Says where what people write to the bot is told; again it changes nothing. @throws TelegramUnavailable, also when the address is refused */
  setWebhook(hook: { readonly url: string; readonly secret: string }): Promise<void>
}

/** The messenger serves nobody now. Says nothing against the message. */
export class TelegramUnavailable extends Error {
  override name = 'TelegramUnavailable'
  /** The message may have gone all the same: there is no way to ask. */
  readonly maybeSent: boolean
  constructor(message: string, maybeSent: boolean, cause?: unknown) {
    super(message, { cause })
    this.maybeSent = maybeSent
  }
}
