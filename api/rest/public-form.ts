import multipart from '@fastify/multipart'
import type { Multipart } from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { maxFileBytes } from '../../services/files/write-file.ts'
import { Problem } from '../../services/problem.ts'
import { formHost } from '../../services/requester/form-host.ts'
import { publicStart } from '../../services/requester/public-start.ts'
import type { PublicStart } from '../../services/requester/public-start.ts'
import type { ApiDeps } from '../deps.ts'
import { read } from './files.ts'

const maxFiles = 5
/** All files of one form together, in bytes. */
const maxFormBytes = maxFileBytes
/** The longest description, each letter as six characters of JSON. */
const maxFieldBytes = 128 * 1024

const sent = z.strictObject({ requestId: z.uuid(), form: z.record(z.string(), z.unknown()), trap: z.string().max(1000) })

const broken = (): Problem =>
  new Problem('BadInput', {
    ru: 'Форма отправлена не полностью. Отправьте её ещё раз.',
    en: 'The form did not arrive whole. Send it again.',
  })
const tooLarge = (): Problem =>
  new Problem('TooLarge', {
    ru: 'Все файлы вместе больше 20 МБ. Уберите часть файлов или пришлите их письмом.',
    en: 'All files together are larger than 20 MB. Remove some of them or send them by mail.',
  })

function parsed(text: string | undefined): z.infer<typeof sent> {
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    throw broken()
  }
  return sent.parse(value)
}

interface Received {
  readonly text: string | undefined
  readonly files: PublicStart['files']
}

/** Each file stays on the disk until the whole form is kept. */
async function withParts<T>(parts: AsyncIterableIterator<Multipart>, before: Received, keep: (all: Received) => Promise<T>): Promise<T> {
  const next = await parts.next()
  if (next.done === true) return keep(before)
  const part = next.value
  if (part.type === 'field') {
    const isForm = part.fieldname === 'sent' && typeof part.value === 'string' && !part.valueTruncated
    return withParts(parts, isForm ? { ...before, text: String(part.value) } : before, keep)
  }
  return read(part, (content) => {
    const files = [...before.files, { name: part.filename, content }]
    if (files.reduce((sum, file) => sum + file.content.sizeBytes, 0) > maxFormBytes) throw tooLarge()
    return withParts(parts, { ...before, files }, keep)
  })
}

/** `GET /new/api/:slug` tells whose form it is; `POST /new/api/:slug` takes it, one JSON field `sent` and its files. */
export async function addPublicForm(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  app.get<{ Params: { slug: string } }>('/new/api/:slug', (request) => formHost(deps.db, request.params.slug, deps.now()))

  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: maxFiles, fields: 1, parts: maxFiles + 1, fileSize: maxFileBytes, fieldSize: maxFieldBytes },
      throwFileSizeLimit: false,
    })
    scope.post<{ Params: { slug: string } }>('/new/api/:slug', { bodyLimit: maxFormBytes + maxFieldBytes + 64 * 1024 }, async (request) => {
      if (!request.isMultipart()) throw broken()
      await deps.limits.upload.take(`form:${request.ip}`)
      const door = { db: deps.db, engine: deps.engine, limits: deps.limits, now: deps.now() }
      return withParts(request.parts(), { text: undefined, files: [] }, ({ text, files }) =>
        publicStart(door, { slug: request.params.slug, ...parsed(text), files, address: request.ip }),
      )
    })
  })
}
