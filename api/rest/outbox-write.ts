import { buffer } from 'node:stream/consumers'
import multipart from '@fastify/multipart'
import type { Multipart } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { checkForm } from '../../domain/form.ts'
import { maxFileBytes } from '../../services/files/write-file.ts'
import { Problem } from '../../services/problem.ts'
import { read } from './files.ts'

interface SentFile {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}
interface Letter {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly files: readonly SentFile[]
}
interface Mailbox {
  readonly name: string
  readonly address: string
}
type Notice = { readonly kind: 'ok' | 'bad'; readonly text: string }

/** Who draws the form and carries the letter; given by the composition root. */
export interface WriteDesk {
  mailboxes(): Promise<readonly Mailbox[]>
  render(page: {
    readonly basePath: string
    readonly mailboxes: readonly Mailbox[]
    readonly values: Readonly<Record<string, string>>
    readonly problems: Readonly<Record<string, string>>
    readonly notice: Notice | undefined
  }): string
  send(letter: Letter): Promise<void>
}

const basePath = '/outbox'
const maxFiles = 5
const form = {
  address: { type: 'email', label: { ru: 'Почта', en: 'E-mail' } },
  name: { type: 'text', label: { ru: 'Имя', en: 'Name' }, max: 120, optional: true },
  subject: { type: 'text', label: { ru: 'Тема', en: 'Subject' }, max: 200 },
  text: { type: 'text', label: { ru: 'Текст', en: 'Text' }, max: 20_000, multiline: true },
} as const
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
// With `no-referrer` a browser posts the form with `Origin: null`, which the origin check refuses.
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
}

async function received(parts: AsyncIterable<Multipart>): Promise<{ values: Record<string, string>; files: SentFile[] }> {
  const values: Record<string, string> = {}
  const files: SentFile[] = []
  for await (const part of parts) {
    if (part.type === 'field') values[part.fieldname] = typeof part.value === 'string' ? part.value : ''
    else {
      const content = await read(part, (file) => buffer(file.pieces(65_536)))
      // A browser sends an empty part for a file field that is left alone.
      if (content.length > 0) files.push({ filename: part.filename, contentType: part.mimetype, content })
    }
    if (files.reduce((sum, file) => sum + file.content.length, 0) > maxFileBytes)
      throw new Problem('TooLarge', { ru: 'Все файлы вместе больше 20 МБ.', en: 'All files together are larger than 20 MB.' })
  }
  return { values, files }
}

/** `/outbox/write`: one person can play the requester in the demo. Only the demo mounts it: it sends as anybody. */
export async function addOutboxWrite(app: FastifyInstance, desk: WriteDesk): Promise<void> {
  async function show(
    reply: FastifyReply,
    page: { status?: number; values?: Record<string, string>; problems?: Record<string, string>; notice?: Notice },
  ) {
    const { status = 200, values = {}, problems = {}, notice } = page
    return reply
      .code(status)
      .headers(headers)
      .send(desk.render({ basePath, mailboxes: await desk.mailboxes(), values, problems, notice }))
  }

  app.get<{ Querystring: { sent?: string } }>(`${basePath}/write`, async (request, reply) => {
    const text = 'Письмо отправлено. Подтверждение с номером скоро появится в исходящих.'
    return show(reply, request.query.sent === undefined ? {} : { notice: { kind: 'ok', text } })
  })

  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: maxFiles, fields: 10, parts: maxFiles + 10, fileSize: maxFileBytes, fieldSize: 128 * 1024 },
      throwFileSizeLimit: false,
    })
    scope.post(`${basePath}/write`, async (request, reply) => {
      if (!request.isMultipart()) throw new Problem('BadInput', { ru: 'Нужна форма', en: 'A form is needed' })
      const { values, files } = await received(request.parts())
      const { to = '', ...fields } = values
      const known = (await desk.mailboxes()).some(({ address }) => address === to)
      const { file: _name, ...rest } = fields
      const checked = checkForm(form, rest)
      const problems = Object.fromEntries([
        ...(known ? [] : [['to', 'Выберите организацию из списка']]),
        ...(checked.ok ? [] : checked.problems.map(({ field, message }) => [field, message.ru])),
      ])
      if (!checked.ok || !known) return show(reply, { status: 422, values, problems })
      const { address, name = '', subject, text } = checked.value
      try {
        await desk.send({ from: { name, address }, to, subject, text, files })
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        return show(reply, { status: 502, values, notice: { kind: 'bad', text: `Письмо не отправлено, приём писем его не взял: ${why}` } })
      }
      // Sent once: a reload of the page it leads to sends nothing.
      return reply.code(303).header('location', `${basePath}/write?sent=1`).send()
    })
  })
}
