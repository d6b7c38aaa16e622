import { createTransport } from 'nodemailer'
import type { StoredLetter } from './store.ts'

export interface ReplyFile {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}

export interface ReplyOptions {
  /** The listener the answer goes to. */
  readonly host: string
  readonly port: number
  readonly letter: StoredLetter
  readonly text: string
  /** The recipient who answers; the first one when it is left out. */
  readonly from?: string
  readonly files?: readonly ReplyFile[]
  /** Headers for tests, as `Auto-Submitted: auto-replied`. */
  readonly headers?: Readonly<Record<string, string>>
}

const replySubject = (subject: string): string => (/^(?:re|отв)\s*:/iu.test(subject) ? subject : `Re: ${subject}`)

function quoted({ entry, text, from }: StoredLetter): string {
  const at = new Date(entry.receivedAt)
  const date = at.toLocaleDateString('ru-RU', { timeZone: 'Europe/Moscow' })
  const time = at.toLocaleTimeString('ru-RU', { timeZone: 'Europe/Moscow', hour: '2-digit', minute: '2-digit' })
  const name = from.name === '' ? '' : `"${from.name}" `
  return `${date}, ${time}, ${name}<${from.address}>:\n${text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}`
}

/**
 * Answers a stored letter as its recipient would from a mail program: Re:, In-Reply-To, References
 * and the quoted letter below.
 * @returns the answer's Message-ID
 * @throws nodemailer's error when the listener is not there or refuses
 */
export async function sendReply({ host, port, letter, text, from, files, headers }: ReplyOptions): Promise<string> {
  const sender = from ?? letter.entry.recipients[0]
  if (sender === undefined) throw new Error('The letter has no recipient who could answer it')
  const transport = createTransport({ host, port, ignoreTLS: true, connectionTimeout: 5000, greetingTimeout: 5000 })
  try {
    const sent = await transport.sendMail({
      from: sender,
      to: letter.replyTo ?? letter.from.address,
      subject: replySubject(letter.subject),
      text: `${text.trim()}\n\n${quoted(letter)}\n`,
      ...(letter.messageId === '' ? {} : { inReplyTo: letter.messageId, references: [...letter.references, letter.messageId] }),
      headers: { ...headers },
      attachments: (files ?? []).map((file) => ({ ...file })),
    })
    return sent.messageId
  } finally {
    transport.close()
  }
}
