import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { addressesOf } from './addresses.ts'
import { cleanText } from './clean-text.ts'
import { safeFileName } from './file-name.ts'
import { textOfHtml } from './html-text.ts'
import type { Letter, LetterAddress, LetterAttachment, LetterHeader } from './letter.ts'
import { dateOf, headersOf, messageIdsIn, senderName, subjectOf } from './letter-headers.ts'
import { withoutQuotes } from './quoted-text.ts'
import type { MimePart } from './mime-part.ts'
import type { Mime } from './read-mime.ts'
import { readMime } from './read-mime.ts'
import { asBinaryText, guessBinaryText, guessText } from './undeclared-charset.ts'

const lost = '\ufffd'

/** Reads a second time, charsets guessed, when the first reading came upon bytes it could not read. */
async function readWithGuess(raw: Buffer): Promise<Mime> {
  const first = await readMime(raw)
  if (!first.text.includes(lost) && first.html?.includes(lost) !== true) return first
  const second = await readMime(asBinaryText(raw))
  if (second.failure !== undefined) return first
  return { ...first, text: guessBinaryText(second.text), html: second.html === undefined ? undefined : guessBinaryText(second.html) }
}

function textOf(mime: Mime, raw: Buffer): string {
  const plain = cleanText(mime.text).replaceAll('\r\n', '\n').trim()
  if (mime.html === undefined) return plain
  // Text and HTML that are not two versions of one thing both hold something to read.
  const oneOfTwo = /multipart\/alternative/iu.test(raw.subarray(0, 256 * 1024).toString('latin1'))
  if (plain !== '' && oneOfTwo) return plain
  const fromHtml = textOfHtml(cleanText(mime.html))
  return plain === '' || fromHtml === '' ? plain || fromHtml : `${plain}\n\n${fromHtml}`
}

function attachmentOf(part: MimePart, position: number, html: string): LetterAttachment {
  const contentId = part.contentId === undefined ? undefined : cleanText(part.contentId).slice(0, 500) || undefined
  const shown = contentId !== undefined && html.includes(`cid:${contentId}`)
  const given = part.filename === undefined ? undefined : guessText(Buffer.from(part.filename, isBytes(part.filename) ? 'latin1' : 'utf8'))
  return {
    filename: safeFileName(given, part.contentType, position),
    contentType: /^[\w.+-]+\/[\w.+-]+$/u.test(part.contentType) ? part.contentType.toLowerCase() : 'application/octet-stream',
    sizeBytes: part.content.length,
    content: part.content,
    inline: shown && part.disposition !== 'attachment',
    contentId,
  }
}

// A name in raw 8-bit bytes comes out as one sign a byte.
const isBytes = (name: string): boolean => /[\u0080-\u00ff]/u.test(name) && !/[^\u0000-\u00ff]/u.test(name)

function wholeLetter(raw: Buffer): LetterAttachment {
  return { filename: 'письмо.eml', contentType: 'message/rfc822', sizeBytes: raw.length, content: raw, inline: false, contentId: undefined }
}

const withReadableName = (from: LetterAddress | undefined, headers: readonly LetterHeader[]): LetterAddress | undefined =>
  from?.name.includes(lost) === true ? { ...from, name: senderName(headers) } : from

/** The body when the MIME around it promised parts that never come; a file must not be lost with them. */
function bodyOf(raw: Buffer): Buffer {
  const head = raw.subarray(0, 1024 * 1024).toString('latin1')
  const end = /\r?\n\r?\n/u.exec(head)
  return end === null ? Buffer.alloc(0) : raw.subarray(end.index + end[0].length)
}

function failureOf(mime: Mime, text: string, raw: Buffer): string | undefined {
  if (mime.failure !== undefined || text !== '' || mime.html !== undefined || mime.parts.length > 0) return mime.failure
  return bodyOf(raw).subarray(0, 10_000).toString('latin1').trim() === '' ? undefined : 'No part of the letter could be found'
}

/**
 * Reads a raw letter, whatever state it is in: a missing header is undefined or empty, MIME that
 * can't be read leaves `broken` and the whole letter as a file. Never throws for what is in the letter.
 */
export async function parseLetter(source: Buffer | Readable): Promise<Letter> {
  const raw = Buffer.isBuffer(source) ? source : await buffer(source)
  const mime = await readWithGuess(raw)
  const headers = headersOf(mime.headerLines)
  const only = (name: string): LetterAddress | undefined => addressesOf(mime.headers.get(name))[0]
  const text = textOf(mime, raw)
  const broken = failureOf(mime, text, raw)
  const whole = mime.parts.filter((part) => mime.failure === undefined || part.content.length > 0)
  const attachments = whole.map((part, index) => attachmentOf(part, index + 1, mime.html ?? ''))
  return {
    messageId: messageIdsIn(headers, 'message-id')[0],
    inReplyTo: messageIdsIn(headers, 'in-reply-to'),
    references: messageIdsIn(headers, 'references'),
    from: withReadableName(only('from') ?? only('sender'), headers),
    replyTo: only('reply-to'),
    to: addressesOf(mime.headers.get('to')),
    cc: addressesOf(mime.headers.get('cc')),
    subject: subjectOf(mime.headers.get('subject'), headers),
    date: dateOf(headers),
    text,
    replyText: withoutQuotes(text),
    html: mime.html === undefined ? undefined : cleanText(mime.html),
    attachments: broken === undefined ? attachments : [...attachments, wholeLetter(raw)],
    headers,
    broken,
  }
}
