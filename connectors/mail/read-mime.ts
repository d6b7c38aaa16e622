import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AttachmentStream, HeaderLines, Headers, MessageText } from 'mailparser'
import { MailParser } from 'mailparser'
import type { MimePart } from './mime-part.ts'
import { withoutPastedPictures } from './pasted-pictures.ts'

export interface Mime {
  readonly headers: Headers
  readonly headerLines: HeaderLines
  /** At most half a million signs. */
  readonly text: string
  /** At most a million signs, pasted pictures taken out. */
  readonly html: string | undefined
  readonly parts: readonly MimePart[]
  /** What went wrong on the way; what was read until then is there. */
  readonly failure: string | undefined
}

const chunkBytes = 64 * 1024
// A thick book. Nobody writes more by hand, and reading it would hold up everybody else.
const maxTextLength = 500_000
const maxHtmlLength = 1_000_000

async function contentOf(part: AttachmentStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  part.content.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(part.content, 'end')
  part.release()
  return Buffer.concat(chunks)
}

/**
 * Takes a raw letter apart, a little at a time, so that 28 MB hold up nobody. An embedded letter
 * (message/rfc822) stays a file. Never throws for what is in the letter.
 */
export function readMime(raw: Buffer): Promise<Mime> {
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, checksumAlgo: 'md5', ignoreEmbedded: true }
  const parser = new MailParser(options)
  const parts: MimePart[] = []
  const reading: Promise<void>[] = []
  let headers: Headers = new Map()
  let headerLines: HeaderLines = []
  let body: MessageText | undefined
  let failure: string | undefined

  parser.on('headers', (found: Headers) => {
    headers = found
  })
  parser.on('headerLines', (found: HeaderLines) => {
    headerLines = found
  })
  parser.on('data', (data: AttachmentStream | MessageText) => {
    if (data.type === 'text') {
      body = data
      return
    }
    const position = parts.length
    const place = { filename: data.filename, contentType: data.contentType, disposition: data.contentDisposition }
    const more = { contentId: data.cid, related: data.related === true, content: Buffer.alloc(0) }
    parts.push({ ...place, ...more })
    reading.push(
      contentOf(data).then((content) => {
        parts[position] = { ...place, ...more, content }
      }),
    )
  })

  return new Promise((resolve) => {
    const finish = (): void => {
      void Promise.allSettled(failure === undefined ? reading : []).then(() => {
        const html = typeof body?.html === 'string' && body.html !== '' ? withoutPastedPictures(body.html) : undefined
        resolve({
          headers,
          headerLines,
          text: (body?.text ?? '').slice(0, maxTextLength),
          html: html?.html.slice(0, maxHtmlLength),
          parts: [...parts, ...(html?.pictures ?? [])],
          failure,
        })
      })
    }
    parser.on('error', (error: Error) => {
      failure ??= error.message
      finish()
    })
    parser.on('end', finish)
    void feed(parser, raw, () => failure !== undefined)
  })
}

/** Waits until the parser takes more, or never will. */
async function room(parser: MailParser): Promise<void> {
  const either = new AbortController()
  const { signal } = either
  await Promise.race([once(parser, 'drain', { signal }), once(parser, 'close', { signal })]).catch(() => undefined)
  either.abort()
}

async function feed(parser: MailParser, raw: Buffer, failed: () => boolean): Promise<void> {
  for (let from = 0; from < raw.length && !failed(); from += chunkBytes) {
    const more = parser.write(raw.subarray(from, from + chunkBytes))
    if (more) await nextTurn()
    else await room(parser)
  }
  if (!failed()) parser.end()
}
