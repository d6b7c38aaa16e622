import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Problem, notFound } from '../../services/problem.ts'
import { findFile } from '../../services/files/find-file.ts'
import { spool } from '../../services/files/incoming-file.ts'
import type { SpooledFile } from '../../services/files/incoming-file.ts'
import { streamFile } from '../../services/files/read-file.ts'
import type { FileRow } from '../../services/files/read-file.ts'
import { uploadFile } from '../../services/files/upload.ts'
import { maxFileBytes } from '../../services/files/write-file.ts'
import { apiContext, verbContext } from '../context.ts'
import type { ApiDeps } from '../deps.ts'
import { notSignedIn } from '../failure.ts'

/** Uploads under way may take this much of the disk, all together. */
const maxHeldBytes = 1024 * 1024 * 1024
let heldBytes = 0
/** Bytes of uploads under way that this instance holds on its disk. */
export const heldUploadBytes = (): number => heldBytes

/** Pictures a browser shows without running anything. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** Types that a browser or a plug-in would run when it opens them. */
const runnable = /html|svg|script|shockwave|[/+]xml(?:;|$)/

const tooLarge = (): Problem =>
  new Problem('TooLarge', {
    ru: 'Файл больше 20 МБ. Разделите его или пришлите ссылку.',
    en: 'The file is larger than 20 MB. Split it or send a link.',
  })
const noRoom = (): Problem =>
  new Problem('Unavailable', {
    ru: 'Сейчас загружается слишком много файлов. Попробуйте через минуту.',
    en: 'Too many files are being uploaded. Try again in a minute.',
  })

/** Takes a file of a form whole before anything is done with it; it is gone once `keep` is done. */
export async function read<T>(part: MultipartFile, keep: (content: SpooledFile) => Promise<T>): Promise<T> {
  let own = 0
  const grown = (bytes: number): void => {
    own += bytes
    heldBytes += bytes
    if (heldBytes > maxHeldBytes) throw noRoom()
  }
  try {
    const content = await spool(part.file, grown)
    try {
      if (part.file.truncated) throw tooLarge()
      return await keep(content)
    } finally {
      await content.close()
    }
  } finally {
    heldBytes -= own
  }
}

/** `filename*` carries any letters, the plain one is for programs that know only ASCII (RFC 6266). */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** The headers a stored file is served with: it never runs as a page of ours. */
export function fileHeaders(file: FileRow, inlineAsked: boolean): Record<string, string> {
  const inline = inlineAsked && pictures.has(file.contentType)
  const type = file.contentType === 'text/plain' ? 'text/plain; charset=utf-8' : file.contentType
  return {
    'content-type': runnable.test(type) ? 'application/octet-stream' : type,
    'content-length': String(file.sizeBytes),
    'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', file.name),
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
  }
}

/** `POST /files` takes one file of a form to be sent; `GET /files/:id` gives a file of a process. */
export async function addFiles(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 5, parts: 6, fileSize: maxFileBytes, fieldSize: 1000 },
      throwFileSizeLimit: false,
    })
    scope.post('/files', { bodyLimit: maxFileBytes + 64 * 1024 }, async (request, reply) => {
      const { session, requestId } = await apiContext(deps, request, reply)
      if (!session) throw notSignedIn()
      if (!request.isMultipart()) throw new Problem('BadInput', { ru: 'Нужна форма с файлом', en: 'A form with a file is needed' })
      await deps.limits.upload.take(session.user.id)
      const part = await request.file()
      if (!part) throw new Problem('BadInput', { ru: 'В форме нет файла', en: 'The form has no file' })
      const ctx = verbContext(deps, session, requestId)
      return read(part, (content) => uploadFile({ ctx, input: { name: part.filename, content } }))
    })
  })

  app.get<{ Params: { id: string }; Querystring: { inline?: string } }>('/files/:id', async (request, reply) => {
    const { session, requestId } = await apiContext(deps, request, reply)
    if (!session) throw notSignedIn()
    const id = z.uuid().safeParse(request.params.id)
    if (!id.success) throw notFound()
    const ctx = verbContext(deps, session, requestId)
    const file = await findFile({ ctx, input: { id: id.data } })
    return reply.headers(fileHeaders(file, request.query.inline !== undefined)).send(Readable.from(streamFile(deps.db, ctx.tenantId, file)))
  })
}
