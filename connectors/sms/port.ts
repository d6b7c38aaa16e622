/** A text to one phone. */
export interface OutgoingSms {
  /** E.164 with its plus: `+79123456789`. */
  readonly to: string
  /** At most 1,000 characters. */
  readonly text: string
  /** Ours, 1 to 2,147,483,647, from the business key: by it a message is found again when the answer to sending was lost. */
  readonly clientId: number
  /** The provider gives up delivering after so many hours, 1 to 24. */
  readonly validForHours?: number
  /** A former try may have reached the provider: it is asked before anything is sent again. */
  readonly maybeSent?: boolean
}

/** What became of a message that was handed over. A refusal is an answer: the same message would be refused again. */
export type SmsOutcome =
  | { readonly kind: 'sent'; readonly providerId: string; /** Undefined when the provider does not tell. */ readonly costKopecks?: number }
  | { readonly kind: 'rejected'; readonly code: number; readonly reason: string }

/** Where a message is after it was handed over. `sent` is on its way; the others are final, though `delivered` may become `read`. */
export const smsStates = ['sent', 'delivered', 'read', 'undeliverable', 'expired', 'unknown'] as const
export type SmsState = (typeof smsStates)[number]
export interface SmsStatus {
  readonly state: SmsState
  /** Why it was not delivered: the provider's reason code, 0 for none. */
  readonly reasonCode: number
  /** Epoch milliseconds of the last change; undefined when the provider gives none. */
  readonly changedAt: number | undefined
}

export interface SmsPort {
  /**
   * Hands a message over, once for each client id.
   * @throws SmsUnavailable when the provider can't take it now: try again later, with `maybeSent`
   */
  send(message: OutgoingSms): Promise<SmsOutcome>
  /** @throws SmsUnavailable */
  status(message: Pick<OutgoingSms, 'to' | 'clientId'>): Promise<SmsStatus>
  /** What is left on the account. @throws SmsUnavailable */
  balanceKopecks(): Promise<number>
}

/** Why the provider takes nothing: its servers or the way there, our account, our money, or too many requests. */
export type SmsTrouble = 'network' | 'account' | 'money' | 'busy'

/** The provider can't take messages now. Says nothing against the message. */
export class SmsUnavailable extends Error {
  override name = 'SmsUnavailable'
  readonly trouble: SmsTrouble
  constructor(trouble: SmsTrouble, message: string, cause?: unknown) {
    super(message, { cause })
    this.trouble = trouble
  }
}
