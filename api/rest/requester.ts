import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { streamFile } from '../../services/files/read-file.ts'
import { uploadFile } from '../../services/files/upload.ts'
import { maxFileBytes } from '../../services/files/write-file.ts'
import { Problem, notFound } from '../../services/problem.ts'
import { answer } from '../../services/requester/answer.ts'
import { rate, reopen } from '../../services/requester/judge.ts'
import { requesterFile } from '../../services/requester/read-file.ts'
import { readThread } from '../../services/requester/thread.ts'
import type { ApiDeps } from '../deps.ts'
import { fileHeaders, read } from './files.ts'
import { linkDoor } from './link-door.ts'
import type { LinkDoor, OfLink } from './link-door.ts'
import { onlyJson } from './only-json.ts'

const fileIds = z.array(z.uuid()).max(20).default([])
const words = z.strictObject({ requestId: z.uuid(), text: z.string().max(40_000), files: fileIds })
const rating = z.strictObject({ requestId: z.uuid(), rating: z.number(), comment: z.string().max(40_000).optional() })
const again = z.strictObject({ requestId: z.uuid(), comment: z.string().max(40_000), files: fileIds })

/** What each action of the page takes, by the last part of its address. */
export const requesterInputs = { answer: words, rate: rating, reopen: again } as const

function addActions(scope: FastifyInstance, door: LinkDoor): void {
  scope.post<OfLink>('/r/api/:link/answer', async (request) => {
    const { requestId, ...input } = words.parse(request.body)
    return answer({ ...(await door.actingVisitor(request, requestId)), input })
  })
  scope.post<OfLink>('/r/api/:link/rate', async (request) => {
    const { requestId, ...input } = rating.parse(request.body)
    return rate({ ...(await door.actingVisitor(request, requestId)), input })
  })
  scope.post<OfLink>('/r/api/:link/reopen', async (request) => {
    const { requestId, ...input } = again.parse(request.body)
    return reopen({ ...(await door.actingVisitor(request, requestId)), input })
  })
}

function addReading(scope: FastifyInstance, deps: ApiDeps, door: LinkDoor): void {
  scope.get<OfLink>('/r/api/:link/thread', async (request, reply) => {
    const body = JSON.stringify(await readThread(await door.visitorOf(request), deps.chats))
    // Open pages ask every few seconds: most of the time there is nothing new to send.
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    reply.header('etag', tag)
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(body)
  })
  scope.get<OfLink & { Params: { id: string }; Querystring: { inline?: string } }>('/r/api/:link/files/:id', async (request, reply) => {
    const visitor = await door.visitorOf(request)
    const id = z.uuid().safeParse(request.params.id)
    if (!id.success) throw notFound()
    const file = await requesterFile(visitor, id.data)
    return reply
      .headers({ ...fileHeaders(file, request.query.inline !== undefined), 'cache-control': 'no-store' })
      .send(Readable.from(streamFile(deps.db, visitor.ctx.tenantId, file)))
  })
}

async function addUploads(scope: FastifyInstance, deps: ApiDeps, door: LinkDoor): Promise<void> {
  await scope.register(multipart, {
    limits: { files: 1, fields: 5, parts: 6, fileSize: maxFileBytes, fieldSize: 1000 },
    throwFileSizeLimit: false,
  })
  scope.post<OfLink>('/r/api/:link/files', { bodyLimit: maxFileBytes + 64 * 1024 }, async (request) => {
    const visitor = await door.visitorOf(request, request.id)
    if (!request.isMultipart()) throw new Problem('BadInput', { ru: 'Нужна форма с файлом', en: 'A form with a file is needed' })
    await deps.limits.upload.take(`link:${visitor.linkId}`)
    const part = await request.file()
    if (!part) throw new Problem('BadInput', { ru: 'В форме нет файла', en: 'The form has no file' })
    return read(part, (content) => uploadFile({ ctx: visitor.ctx, input: { name: part.filename, content } }))
  })
}

/**
 * The requester's side: a token is exchanged for a cookie once, then the conversation of one process is read and
 * answered. Opening by GET does nothing, so scanners of mail use nothing up.
 */
export async function addRequester(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  const door = linkDoor(deps, 'r', 'requester')
  await app.register(async (scope) => {
    onlyJson(scope)
    door.addOpening(scope)
    addActions(scope, door)
    addReading(scope, deps, door)
  })
  await app.register((scope) => addUploads(scope, deps, door))
}
