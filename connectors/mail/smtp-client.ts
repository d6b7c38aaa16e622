import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { MailPort, OutgoingAttachment, OutgoingLetter, SendOutcome } from './port.ts'
import { MailUnavailable } from './port.ts'

export interface SmtpClientOptions {
  /** `smtp://user:password@host:587`; nodemailer's options may follow as a query. */
  readonly url: string
  readonly maxConnections?: number
  /** How long one letter may take from connecting to the last answer. */
  readonly totalTimeoutMs?: number
  readonly connectTimeoutMs?: number
  /** How long the server may be silent. */
  readonly silenceTimeoutMs?: number
}

export interface SmtpClient extends MailPort {
  /** Lets letters under way end, then drops the connections. */
  close(): void
}

interface SmtpFailure {
  readonly code: string
  readonly command: string
  readonly responseCode: number | undefined
  readonly response: string
}

function failureOf(error: unknown): SmtpFailure {
  const empty = { code: '', command: '', responseCode: undefined, response: '' }
  if (!(error instanceof Error)) return { ...empty, response: String(error) }
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : '',
    command: 'command' in error && typeof error.command === 'string' ? error.command : '',
    responseCode: 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined,
    response: 'response' in error && typeof error.response === 'string' ? error.response : error.message,
  }
}

// Servers repeat the recipient in their answers; addresses don't belong into logs and failures.
const withoutAddresses = (text: string): string =>
  text
    .replaceAll(/[^\s<>"':;,()]+@[^\s<>"':;,()]+/gu, '…')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 300)

// 530, 534, 535 and 538 are about our account on the server, not about the letter.
const aboutOurAccount = new Set([530, 534, 535, 538])
const aboutTheLetter = new Set(['EENVELOPE', 'EMESSAGE'])

/** Why the letter will never be taken, or undefined when trying again makes sense. */
function rejection({ code, responseCode, response }: SmtpFailure): string | undefined {
  if (!aboutTheLetter.has(code)) return undefined
  if (responseCode === undefined) return code === 'EENVELOPE' ? withoutAddresses(response) : undefined
  if (responseCode < 500 || aboutOurAccount.has(responseCode)) return undefined
  return withoutAddresses(response)
}

const attachmentOf = (attachment: OutgoingAttachment) => ({
  filename: attachment.filename,
  contentType: attachment.contentType,
  content: Buffer.isBuffer(attachment.content) ? attachment.content : Readable.from(attachment.content),
  ...(attachment.contentId === undefined ? {} : { cid: attachment.contentId.replaceAll(/[<>]/g, '') }),
})

const messageOf = (letter: OutgoingLetter) => ({
  from: { ...letter.from },
  to: { ...letter.to },
  ...(letter.replyTo === undefined ? {} : { replyTo: { ...letter.replyTo } }),
  subject: letter.subject,
  text: letter.text,
  html: letter.html,
  messageId: letter.messageId,
  ...(letter.inReplyTo === undefined ? {} : { inReplyTo: letter.inReplyTo }),
  ...(letter.references === undefined || letter.references.length === 0 ? {} : { references: [...letter.references] }),
  headers: { ...letter.headers },
  attachments: (letter.attachments ?? []).map(attachmentOf),
  ...(letter.calendar === undefined ? {} : { icalEvent: { ...letter.calendar, filename: 'invite.ics' } }),
  disableFileAccess: true,
  disableUrlAccess: true,
})

/** A mail server behind `SMTP_URL`, with a few connections kept open. */
export function createSmtpClient(options: SmtpClientOptions): SmtpClient {
  const connectTimeoutMs = options.connectTimeoutMs ?? 15_000
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: options.maxConnections ?? 4,
    maxMessages: 100,
    // A requeued letter would be sent with attachments already read; the caller tries again with a whole one.
    maxRequeues: 0,
    idleTimeout: 30_000,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    socketTimeout: options.silenceTimeoutMs ?? 60_000,
  })
  return {
    async send(letter): Promise<SendOutcome> {
      const signal = AbortSignal.timeout(options.totalTimeoutMs ?? 180_000)
      try {
        const sent = await transport.sendMail({ ...messageOf(letter), signal })
        const providerId = /queued as\s+<?([\w.-]+)/iu.exec(sent.response)?.[1]
        return { kind: 'sent', ...(providerId === undefined ? {} : { providerId }) }
      } catch (error) {
        const failure = failureOf(error)
        const reason = rejection(failure)
        if (reason !== undefined) return { kind: 'rejected', reason }
        throw new MailUnavailable(withoutAddresses(failure.response), failure.responseCode, error)
      }
    },
    close: () => transport.close(),
  }
}
