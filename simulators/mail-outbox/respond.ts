import { letterFrame } from './letter-frame.ts'
import type { OutboxPage } from './page-model.ts'
import { renderOutboxPage } from './page.ts'
import { outboxStyle } from './page-style.ts'
import { sendReply } from './reply.ts'
import type { OutboxStore, StoredLetter } from './store.ts'

export interface OutboxRequest {
  readonly method: string
  /** What follows the base path: `` or `/<id>`, `/<id>/html`, `/<id>/file/0`, `/<id>/raw`, `/<id>/reply`, `/style.css`. */
  readonly path: string
  readonly query: URLSearchParams
  /** The fields of a posted form. The caller has checked that it comes from our own page. */
  readonly form: URLSearchParams
}

export interface OutboxResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

export interface OutboxDesk {
  readonly store: OutboxStore
  readonly basePath: string
  /** The listener that answers go to. */
  readonly replyTo: { readonly host: string; readonly port: number }
}

const pageSize = 50
const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
// With `no-referrer` a browser posts our form with `Origin: null`, which an origin check refuses.
const common = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin' }

const html = (status: number, body: string, policy: string): OutboxResponse => ({
  status,
  headers: { ...common, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
  body,
})

function download(name: string, contentType: string, body: Buffer): OutboxResponse {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`
  const type = /^[\w.+-]+\/[\w.+-]+$/u.test(contentType) ? contentType : 'application/octet-stream'
  return {
    status: 200,
    headers: {
      ...common,
      'Content-Type': type,
      'Content-Disposition': disposition,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
    body,
  }
}

async function page(
  desk: OutboxDesk,
  request: OutboxRequest,
  more: Pick<OutboxPage, 'selected' | 'notice' | 'draft'>,
  status = 200,
): Promise<OutboxResponse> {
  const [to, before] = [request.query.get('to')?.slice(0, 200) ?? '', request.query.get('before') ?? undefined]
  const found = await desk.store.listLetters({ to, limit: pageSize + 1, ...(before === undefined ? {} : { before }) })
  const letters = found.slice(0, pageSize)
  const olderThan = found.length > pageSize ? letters.at(-1)?.id : undefined
  return html(status, renderOutboxPage({ basePath: desk.basePath, letters, to, olderThan, ...more }), pagePolicy)
}

async function reply(desk: OutboxDesk, request: OutboxRequest, letter: StoredLetter): Promise<OutboxResponse> {
  const text = (request.form.get('text') ?? '').slice(0, 20_000).replaceAll('\r\n', '\n')
  const from = letter.entry.recipients.find((one) => one === request.form.get('from')) ?? letter.entry.recipients[0]
  const failed = (why: string): Promise<OutboxResponse> =>
    page(desk, request, { selected: letter, draft: text, notice: { kind: 'bad', text: why } }, 422)
  if (text.trim() === '') return failed('Напишите ответ: пустое письмо не отправлено.')
  try {
    await sendReply({ ...desk.replyTo, letter, text, ...(from === undefined ? {} : { from }) })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return failed(`Ответ не отправлен, приём писем его не взял: ${why}`)
  }
  // Sent once: a reload of the page it leads to sends nothing.
  const to = request.query.get('to')
  const query = new URLSearchParams({ ...(to === null ? {} : { to }), sent: '1' }).toString()
  return { status: 303, headers: { ...common, Location: `${desk.basePath}/${letter.entry.id}?${query}` }, body: '' }
}

/** Answers a request to the outbox page, whatever serves it. Only the demo may mount it: it shows every letter. */
export async function respondOutbox(desk: OutboxDesk, request: OutboxRequest): Promise<OutboxResponse> {
  const [id = '', part, index] = request.path.split('/').filter((one) => one !== '')
  const empty = { selected: undefined, notice: undefined, draft: '' }
  if (id === '') return page(desk, request, empty)
  if (id === 'style.css') return { status: 200, headers: { ...common, 'Content-Type': 'text/css; charset=utf-8' }, body: outboxStyle }
  const letter = await desk.store.readLetter(id)
  const missing = (text: string): Promise<OutboxResponse> => page(desk, request, { ...empty, notice: { kind: 'bad', text } }, 404)
  if (letter === undefined) return missing('Такого письма нет: возможно, его уже удалили.')
  if (request.method === 'POST') return part === 'reply' ? reply(desk, request, letter) : missing('Такой страницы нет.')
  if (part === undefined) {
    const notice = request.query.has('sent') ? ({ kind: 'ok', text: 'Ответ отправлен в поддержку.' } as const) : undefined
    return page(desk, request, { ...empty, selected: letter, notice })
  }
  if (part === 'html' && letter.html !== undefined) {
    const frame = letterFrame(letter.html)
    return html(200, frame.html, frame.policy)
  }
  if (part === 'raw') return download(`${id}.eml`, 'message/rfc822', (await desk.store.readRaw(id)) ?? Buffer.alloc(0))
  const file = part === 'file' ? letter.attachments[Number(index)] : undefined
  return file === undefined ? missing('Такой страницы нет.') : download(file.filename, file.contentType, file.content)
}
