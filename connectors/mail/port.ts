/** A mailbox with the name people see beside it; an empty name is left out. */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

export interface OutgoingAttachment {
  readonly filename: string
  readonly contentType: string
  /** Whole, or in chunks that are read once, while the letter is sent. */
  readonly content: Buffer | AsyncIterable<Uint8Array>
  /** Set for a picture that the HTML shows as `cid:…`. */
  readonly contentId?: string
}

/** iCalendar text that mail programs offer to answer, as an alternative of the letter and beside it as `invite.ics`. */
export interface CalendarPart {
  readonly method: 'REQUEST' | 'CANCEL'
  readonly content: string
}

export interface OutgoingLetter {
  readonly from: MailAddress
  readonly to: MailAddress
  readonly replyTo?: MailAddress
  readonly subject: string
  readonly text: string
  readonly html: string
  /** With angle brackets, as `makeMessageId` writes it. */
  readonly messageId: string
  readonly inReplyTo?: string
  /** Oldest first, with angle brackets. */
  readonly references?: readonly string[]
  /** Further headers by name, as `Auto-Submitted: auto-replied`. */
  readonly headers?: Readonly<Record<string, string>>
  readonly attachments?: readonly OutgoingAttachment[]
  readonly calendar?: CalendarPart
}

/** What became of a letter. A refusal is an answer: the same letter would be refused again. */
export type SendOutcome = { readonly kind: 'sent'; readonly providerId?: string } | { readonly kind: 'rejected'; readonly reason: string }

export interface MailPort {
  /**
   * Hands a letter to the mail server. Sending it twice may deliver it twice, with one Message-ID.
   * @throws MailUnavailable when the server is dead, busy or greylisting: try again later
   */
  send(letter: OutgoingLetter): Promise<SendOutcome>
}

/** The mail server can't take letters now. Says nothing against the letter. */
export class MailUnavailable extends Error {
  override name = 'MailUnavailable'
  /** The SMTP code when the server said something, as 451. */
  readonly responseCode: number | undefined
  /** In the server's own words, without addresses: for people who may see the letter, not for logs. */
  readonly said: string

  constructor(said: string, responseCode: number | undefined, cause: unknown) {
    super(`The mail server did not take the letter${responseCode === undefined ? '' : ` (${String(responseCode)})`}`, { cause })
    this.responseCode = responseCode
    this.said = said
  }
}
