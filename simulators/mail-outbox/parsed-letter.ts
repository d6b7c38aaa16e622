import type { AddressObject, EmailAddress } from 'mailparser'
import { simpleParser } from 'mailparser'

export interface ParsedAttachment {
  readonly filename: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly content: Buffer
  readonly inline: boolean
}

/** A letter as a mail reader shows it. */
export interface ParsedLetter {
  readonly from: { readonly name: string; readonly address: string }
  readonly replyTo: string | undefined
  readonly to: readonly string[]
  readonly subject: string
  readonly messageId: string
  readonly references: readonly string[]
  /** Lower-case names, values as they came; a repeated header's values are joined by line breaks. */
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
  /** With the pictures inside as data URLs. */
  readonly html: string | undefined
  readonly attachments: readonly ParsedAttachment[]
}

const all = (value: AddressObject | AddressObject[] | undefined): readonly EmailAddress[] =>
  (value === undefined ? [] : Array.isArray(value) ? value : [value]).flatMap((one) => one.value)

/** Takes a stored letter apart. The outside world is trusted here: these are letters of our own. */
export async function parseStored(raw: Buffer): Promise<ParsedLetter> {
  const mail = await simpleParser(raw, { skipTextLinks: true })
  const from = all(mail.from)[0]
  const headers = new Map<string, string>()
  for (const { key, line } of mail.headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replaceAll(/\r?\n\s+/gu, ' ')
      .trim()
    const before = headers.get(key)
    headers.set(key, before === undefined ? value : `${before}\n${value}`)
  }
  return {
    from: { name: from?.name ?? '', address: from?.address ?? '' },
    replyTo: all(mail.replyTo)[0]?.address,
    to: all(mail.to).flatMap(({ address }) => (address === undefined ? [] : [address])),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    references: typeof mail.references === 'string' ? [mail.references] : (mail.references ?? []),
    headers,
    text: mail.text ?? '',
    html: mail.html === false ? undefined : mail.html,
    attachments: mail.attachments.map((attachment, index) => ({
      // What a calendar reads stands in the letter itself, without a name of its own.
      filename: attachment.filename ?? (attachment.contentType === 'text/calendar' ? 'invite.ics' : `file-${String(index + 1)}`),
      contentType: attachment.contentType,
      sizeBytes: attachment.size,
      content: attachment.content,
      inline: attachment.related,
    })),
  }
}
