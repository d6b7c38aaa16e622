/** A letter as it came, read as far as it can be read. */
export interface Letter {
  /** With angle brackets; undefined when the letter has none. */
  readonly messageId: string | undefined
  readonly inReplyTo: readonly string[]
  /** Oldest first. */
  readonly references: readonly string[]
  readonly from: LetterAddress | undefined
  readonly replyTo: LetterAddress | undefined
  readonly to: readonly LetterAddress[]
  readonly cc: readonly LetterAddress[]
  /** Empty when there is none. */
  readonly subject: string
  /** The sender's own clock; undefined when missing or unreadable. */
  readonly date: Date | undefined
  /** All that was written, quoted history included; from the HTML when there is no plain text. At most half a million signs. */
  readonly text: string
  /** What is new in it: without quoted history and signature. Never empty when `text` isn't. */
  readonly replyText: string
  readonly html: string | undefined
  readonly attachments: readonly LetterAttachment[]
  /** Every header line as it came: lower-case name, decoded value. */
  readonly headers: readonly LetterHeader[]
  /** Set when the MIME could not be read to the end; the whole letter is then among the attachments. */
  readonly broken: string | undefined
}

export interface LetterAddress {
  readonly name: string
  /** In lower case. */
  readonly address: string
}

export interface LetterHeader {
  readonly name: string
  readonly value: string
}

export interface LetterAttachment {
  /** Safe to show and to save under: no path, control or direction signs, at most 120 characters. */
  readonly filename: string
  /** As the sender claims it; not checked against the content. */
  readonly contentType: string
  readonly sizeBytes: number
  readonly content: Buffer
  /** Shown inside the HTML rather than listed below it. */
  readonly inline: boolean
  /** Without angle brackets. */
  readonly contentId: string | undefined
}
