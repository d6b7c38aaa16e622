/** A letter, read: what intake needs of it. The mail connector's parser gives it. */
export interface ReadLetter {
  readonly messageId: string | undefined
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly from: { readonly name: string; readonly address: string } | undefined
  readonly replyTo: { readonly name: string; readonly address: string } | undefined
  readonly subject: string
  readonly text: string
  readonly replyText: string
  readonly attachments: readonly {
    readonly filename: string
    readonly contentType: string
    readonly content: Buffer
    readonly inline: boolean
    readonly contentId: string | undefined
  }[]
}

/** Reads raw letters; `automatic` says why no person wrote one. */
export interface LetterReader {
  read(
    raw: Buffer,
    envelopeFrom: string,
    supportAddress: string,
  ): Promise<{ readonly letter: ReadLetter; readonly automatic: string | undefined }>
}
