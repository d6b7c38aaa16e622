import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heldUploadBytes } from '../../api/rest/files.ts'
import { files } from '../../db/schema/message.ts'
import { isJsonObject } from '../../domain/json.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization } from '../support/people.ts'
import { ticketForm } from './rights.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const megabyte = 1024 * 1024

let api: TestApi
let organization: TestOrganization
let browser: Browser
beforeAll(async () => {
  api = await testApi({
    engine: { start: async () => undefined, probe: async () => undefined, act: async () => ({ kind: 'unknown', cause: undefined }) },
  })
  organization = await makeOrganization(api.db)
  browser = await signIn(api.app, await makePerson(api.db, [organization], ['support1']))
})
afterAll(() => api.close())

function form(
  content: Buffer,
  name: string,
  type = 'application/octet-stream',
  field = 'file',
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'vekha-boundary'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

const upload = (content: Buffer, name: string, type?: string, by = browser) =>
  by.request({ method: 'POST', url: '/files', ...form(content, name, type) })
const stored = async (content: Buffer, name: string, type?: string): Promise<string> => {
  const answer = await upload(content, name, type)
  expect(answer.statusCode).toBe(200)
  return answer.json<{ id: string }>().id
}
const download = (id: string, query = '', by = browser) => by.request({ method: 'GET', url: `/files/${id}${query}` })

test('what went up comes down, byte for byte, by the name it had', async () => {
  const content = randomBytes(megabyte + 17)
  const answer = await download(await stored(content, 'Отчёт «за неделю».bin'))
  expect(answer.rawPayload.equals(content)).toBe(true)
  expect(answer.headers).toMatchObject({
    'content-length': String(content.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=3600',
  })
  expect(answer.headers['content-disposition']).toBe(
    `attachment; filename="_____ ___ _______.bin"; filename*=UTF-8''${encodeURIComponent('Отчёт «за неделю».bin')}`,
  )
})

test.each([
  ['a picture', png, 'x.txt', 'text/html', 'image/png'],
  ['a page that says it is a picture', Buffer.from('<script>alert(1)</script>'), 'x.png', 'image/png', 'text/plain'],
  [
    'a drawing with a script',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    'x.svg',
    'image/svg+xml',
    'text/plain',
  ],
  ['Russian text', Buffer.from('Здравствуйте, не работает касса. '.repeat(200)), 'x', 'image/gif', 'text/plain'],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'x.exe', 'text/plain', 'application/pdf'],
  ['bytes', Buffer.from([0, 1, 2, 255, 254]), 'x.txt', 'text/plain', 'application/octet-stream'],
])('the type of %s is what is in it', async (_what, content, name, said, type) => {
  const answer = await upload(content, name, said)
  expect(answer.json()).toMatchObject({ contentType: type, sizeBytes: content.length })
})

test('a picture is shown in place when asked, nothing else ever is', async () => {
  const picture = await stored(png, 'x.png')
  expect((await download(picture, '?inline')).headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringMatching(/^inline/),
  })
  expect((await download(picture)).headers['content-disposition']).toMatch(/^attachment/)
  const page = await stored(Buffer.from('<html><script>alert(1)</script>'), 'x.html', 'text/html')
  const answer = await download(page, '?inline')
  expect(answer.headers['content-disposition']).toMatch(/^attachment/)
  expect(answer.headers['content-type']).not.toContain('html')
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\anna\\счёт.pdf', 'счёт.pdf'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['..', 'file'],
  [`${'д'.repeat(300)}.docx`, `${'д'.repeat(195)}.docx`],
])('the name %s becomes %s', async (name, clean) => {
  expect((await upload(Buffer.from('x'), name)).json()).toMatchObject({ name: clean })
})

test('twenty megabytes are taken, one byte more is refused in words', async () => {
  expect((await upload(Buffer.alloc(20 * megabyte, 1), 'big.bin')).statusCode).toBe(200)
  const answer = await upload(Buffer.alloc(20 * megabyte + 1, 1), 'big.bin')
  expect(answer.statusCode).toBe(413)
  expect(answer.json()).toMatchObject({ error: { data: { code: 'TooLarge' } } })
  expect((await upload(Buffer.alloc(25 * megabyte), 'bigger.bin')).statusCode).toBe(413)
})

test('an empty file, a form without one and what is no form are refused in words', async () => {
  const wrong = [
    await upload(Buffer.alloc(0), 'empty.txt'),
    await browser.request({
      method: 'POST',
      url: '/files',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x--\r\n',
    }),
    await browser.request({ method: 'POST', url: '/files', headers: { 'content-type': 'application/json' }, payload: '{}' }),
    await browser.request({
      method: 'POST',
      url: '/files',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x\r\nContent-Disp',
    }),
    await browser.request({ method: 'POST', url: '/files', headers: { 'content-type': 'multipart/form-data' }, payload: 'x' }),
  ]
  expect(wrong.map((answer) => answer.statusCode >= 400 && answer.statusCode < 500)).toEqual(wrong.map(() => true))
  for (const answer of wrong)
    expect(answer.json()).toMatchObject({ error: { data: { code: expect.any(String), message: { ru: expect.any(String) } } } })
})

test('a file not yet sent is its owner’s alone; with the process it is every colleague’s', async () => {
  const colleague = await signIn(api.app, await makePerson(api.db, [organization], ['support2']))
  const stranger = await signIn(api.app, await makePerson(api.db, [await makeOrganization(api.db)], ['admin']))
  const id = await stored(Buffer.from('words'), 'note.txt')
  expect((await download(id, '', colleague)).statusCode).toBe(404)
  const started = await browser.send('process.start', { kind: 'ticket', requestId: 'files-1', input: { ...ticketForm, files: [id] } })
  expect(isJsonObject(started.data)).toBe(true)
  expect((await download(id, '', colleague)).statusCode).toBe(200)
  expect((await download(id, '', stranger)).statusCode).toBe(404)
  expect((await download(id, '', openBrowser(api.app))).statusCode).toBe(401)
})

test('an upload that breaks off holds no memory and leaves no file', async () => {
  const url = new URL(await api.app.listen({ host: '127.0.0.1', port: 0 }))
  const before = await api.db.tenant(organization.id, (tx) => tx.$count(files))
  const { payload, headers } = form(Buffer.alloc(5 * megabyte, 1), 'half.bin')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const sent = httpRequest({
    host: url.hostname,
    port: url.port,
    method: 'POST',
    path: '/files',
    headers: { ...headers, cookie, origin: 'http://localhost:3000', 'content-length': payload.length },
  })
  sent.on('error', () => undefined)
  sent.write(payload.subarray(0, 2 * megabyte))
  await expect.poll(heldUploadBytes, { timeout: 20_000 }).toBeGreaterThan(megabyte)
  sent.destroy()
  await expect.poll(heldUploadBytes, { timeout: 20_000 }).toBe(0)
  expect(await api.db.tenant(organization.id, (tx) => tx.$count(files))).toBe(before)
})

test('nobody sends a file that somebody else uploaded', async () => {
  const thief = await signIn(api.app, await makePerson(api.db, [organization], ['support2']))
  const id = await stored(Buffer.from('words'), 'note.txt')
  const answer = await thief.send('process.start', { kind: 'ticket', requestId: 'files-2', input: { ...ticketForm, files: [id] } })
  expect(answer.error).toMatchObject({ code: 'BadInput', problems: [{ field: 'files' }] })
})
