import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { appRouter } from '../../api/router.ts'
import { loggedError } from '../../api/log.ts'
import { testApi, testMetricsToken } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'

let api: TestApi
let webDir: string
let admin: Browser
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'vekha-web-'))
  await mkdir(join(webDir, 'assets'))
  await mkdir(join(webDir, 'console'))
  await writeFile(join(webDir, 'console', 'index.html'), '<!doctype html><title>Console</title>')
  await writeFile(join(webDir, 'assets', 'index-abc123.js'), 'export {}')
  await writeFile(join(webDir, 'assets', 'index-abc123.js.br'), brotliCompressSync('export {}'))
  api = await testApi({ webDir })
  admin = await signIn(api.app, await makePerson(api.db, [await makeOrganization(api.db)], ['admin']))
})
afterAll(async () => {
  await api.close()
  await rm(webDir, { recursive: true })
})

const json = { 'content-type': 'application/json' }
const post = (url: string, payload: string | Buffer, headers: Readonly<Record<string, string>> = json, browser = admin) =>
  browser.request({ method: 'POST', url, payload, headers })

describe('where a change may come from', () => {
  const setLang = (headers: Readonly<Record<string, string>>) => post('/trpc/session.setLang', '{"lang":"ru"}', { ...json, ...headers })

  test.each([
    ['the address in PUBLIC_URL', { origin: 'http://localhost:3000' }],
    ['the host that is asked', { origin: 'http://vekha.lan:3000', host: 'vekha.lan:3000' }],
    ['our own page', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
  ])('%s may', async (_from, headers) => {
    expect((await setLang(headers)).statusCode).toBe(200)
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['another scheme', { origin: 'https://localhost:3000', host: 'other.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nonsense', { origin: 'not a url' }],
    ['a name that begins like ours', { origin: 'http://localhost:3000.evil.example' }],
    ['another site that hides its origin', { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour under the same domain', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
  ])('%s may not', async (_from, headers) => {
    const answer = await setLang(headers)
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ error: { data: { code: 'Forbidden' } } })
  })

  test('files and private links are guarded alike', async () => {
    const evil = { origin: 'https://evil.example' }
    for (const url of ['/files', '/r/api/open', '/new/api/demo']) expect((await post(url, '{}', { ...json, ...evil })).statusCode).toBe(403)
  })

  test('no answer lets another site read it', async () => {
    const answer = await admin.request({
      method: 'OPTIONS',
      url: '/trpc/session.me',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('what a change is written in', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/json5',
    '',
  ])('not in %j', async (type) => {
    const answer = await post('/trpc/session.setLang', '{"lang":"ru"}', { 'content-type': type })
    expect(answer.statusCode).toBe(415)
  })

  test('a charset may stand beside it', async () => {
    expect((await post('/trpc/session.setLang', '{"lang":"ru"}', { 'content-type': 'application/json; charset=utf-8' })).statusCode).toBe(
      200,
    )
  })

  test('a change is not made by GET, nor by another method', async () => {
    expect((await admin.ask('session.setLang', { lang: 'en' })).status).toBe(405)
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const) {
      const answer = await admin.request({ method, url: '/trpc/session.setLang', headers: json, payload: '{"lang":"en"}' })
      expect([404, 405]).toContain(answer.statusCode)
    }
    expect((await admin.ask('session.me')).data).toMatchObject({ user: { lang: 'ru' } })
  })
})

describe('batches', () => {
  const batch = (count: number) =>
    admin.request({ method: 'GET', url: `/trpc/${Array.from({ length: count }, () => 'session.me').join(',')}?batch=1` })

  test('of ten are answered, of eleven refused', async () => {
    const ten = await batch(10)
    expect(ten.statusCode).toBe(200)
    expect(ten.json()).toHaveLength(10)
    const eleven = await batch(11)
    expect(eleven.statusCode).toBeGreaterThanOrEqual(400)
    expect(eleven.statusCode).toBeLessThan(500)
    expect(eleven.body).not.toContain('"result"')
  })

  test('each call of a batch stands for itself', async () => {
    const answer = await post('/trpc/session.setLang,admin.users.remove?batch=1', JSON.stringify({ 0: { lang: 'ru' }, 1: { id: 'x' } }))
    expect(answer.statusCode).toBe(207)
    expect(answer.json()).toMatchObject([
      { result: { data: { ok: true } } },
      { error: { data: { code: 'BadInput', problems: [{ field: 'id' }] } } },
    ])
  })
})

// What nobody should send: never a 5xx, always an answer that says what is wrong, never anything from inside.
const bodies = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '5',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{}}}',
  '\u0000',
  '{"id":"\\u0000"}',
  `{"a":${'['.repeat(5_000)}`,
  '{"id":1e999}',
]
const inputs = [
  {},
  [],
  null,
  5,
  'text',
  { id: '' },
  { id: "' or 1=1 --" },
  { id: '00000000-0000-0000-0000-000000000000' },
  { id: { $ne: null } },
  { cursor: 'bm90IGEgY3Vyc29y' },
  { cursor: '\u0000' },
  { text: '\u0000' },
  { text: '\ud800' },
  { text: '%_\\' },
  { kind: '__proto__' },
  { kind: 'constructor', input: {}, requestId: 'x' },
  { kind: 'ticket', input: { __proto__: null, subject: ['x'] }, requestId: 'x' },
  { kind: 'ticket', from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' },
  { kind: 'ticket', states: ['__proto__'] },
  { kind: 'ticket', text: '((((((((' },
  { kind: 'ticket', text: "a & ! | ' <-> :*" },
  { email: 'x'.repeat(300), password: 'x' },
  { email: 'a@b.example', password: '\u0000' },
  { number: '\u0000' },
  { number: 'О-2026-999999' },
  { ids: ['00000000-0000-0000-0000-000000000000'] },
  { name: 'sla.solution', policy: { amount: 1e308, unit: 'days', clock: 'elapsed' } },
  { name: 'constructor', policy: null },
  { kind: 'ticket', name: '\u0000\ud800', query: { a: '\u0000' } },
] as const

describe.each(Object.keys(appRouter._def.procedures).filter((path) => path !== 'live'))('%s', (path) => {
  const check = (answer: { readonly statusCode: number; readonly body: string }, what: string): void => {
    expect({ what, broken: answer.statusCode >= 500 }).toEqual({ what, broken: false })
    expect(answer.body).not.toMatch(/node_modules|\.ts:\d|at async|Failed query|syntax error|violates/)
  }

  test('keeps its countenance whatever it is sent', async () => {
    for (const body of bodies) check(await post(`/trpc/${path}`, body), body.slice(0, 60))
    for (const input of inputs) {
      const text = JSON.stringify(input)
      check(await post(`/trpc/${path}`, text), text)
      check(await admin.request({ method: 'GET', url: `/trpc/${path}?input=${encodeURIComponent(text)}` }), text)
    }
    if (path === 'session.logout') expect((await admin.ask('session.me')).status).toBe(401)
    if ((await admin.ask('session.me')).status === 401)
      admin = await signIn(api.app, await makePerson(api.db, [await makeOrganization(api.db)], ['admin']))
  })
})

test('a body over a megabyte is refused in words', async () => {
  const answer = await post('/trpc/session.setLang', JSON.stringify({ lang: 'x'.repeat(1_100_000) }))
  expect(answer.statusCode).toBe(413)
  expect(answer.json()).toMatchObject({ error: { data: { code: 'TooLarge' } } })
})

test.each([
  '/trpc',
  '/trpc/',
  '/trpc/nothing',
  '/trpc/process',
  '/trpc/__proto__',
  '/trpc/constructor.name',
  '/trpc/process.get.x',
  '/files',
  '/files/x',
  '/files/..%2f..%2fetc',
  '/r/api',
  '/assets/none.js',
  '/none.html',
  '/.env',
  '/%',
])('GET %s is refused in words', async (url) => {
  const answer = await admin.request({ method: 'GET', url })
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(answer.statusCode).toBeLessThan(500)
  expect(answer.headers['content-type']).toContain('application/json')
  expect(answer.json()).toMatchObject({ error: { data: { message: { ru: expect.any(String), en: expect.any(String) } } } })
})

test('words follow the language that is asked for, and every answer names its request', async () => {
  const english = await openBrowser(api.app).request({
    method: 'GET',
    url: '/trpc/session.me',
    headers: { 'accept-language': 'en-GB,en;q=0.9,ru;q=0.8' },
  })
  expect(english.json()).toMatchObject({ error: { message: 'Sign in to go on.' } })
  const russian = await openBrowser(api.app).request({ method: 'GET', url: '/trpc/session.me' })
  const body = russian.json<{ error: { message: string; data: { requestId: string } } }>()
  expect(body.error.message).toBe('Войдите, чтобы продолжить.')
  expect(body.error.data.requestId).toBe(russian.headers['x-request-id'])
})

test('a defect shows nothing from inside, only the number of the request', async () => {
  const broken = await testApi()
  try {
    broken.app.get('/broken', () => {
      throw new Error('password=secret at /srv/vekha')
    })
    const answer = await openBrowser(broken.app).request({ method: 'GET', url: '/broken' })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('secret')
    expect(answer.json()).toMatchObject({ error: { data: { code: 'Internal', requestId: answer.headers['x-request-id'] } } })
  } finally {
    await broken.close()
  }
})

test('what is logged of an error has no values that people wrote', () => {
  const cause = Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(anna@people.example) already exists.' })
  const logged = JSON.stringify(loggedError(new Error('Failed query: insert into users\nparams: anna@people.example', { cause })))
  expect(logged).toContain('duplicate key')
  expect(logged).not.toContain('anna@people.example')
})

test.each(['/', '/login', '/inbox', '/trpc/session.me', '/healthz', '/files/x'])('%s comes with strict headers', async (url) => {
  const { headers } = await admin.request({ method: 'GET', url })
  expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
  expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/)
  expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('server')
})

test('pages are never kept, assets for ever', async () => {
  for (const url of ['/', '/inbox', '/ticket/О-2026-000001', '/console/']) {
    const page = await admin.request({ method: 'GET', url: encodeURI(url) })
    expect({ url, type: page.headers['content-type'], cache: page.headers['cache-control'] }).toEqual({
      url,
      type: 'text/html; charset=utf-8',
      cache: 'no-store',
    })
    expect(page.body).toContain('<title>Console</title>')
  }
  const asset = await admin.request({ method: 'GET', url: '/assets/index-abc123.js' })
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(asset.headers).not.toHaveProperty('content-encoding')
  expect(asset.body).toBe('export {}')
})

test('a browser that can read it gets the compressed file of the build', async () => {
  const { headers, rawPayload } = await admin.request({
    method: 'GET',
    url: '/assets/index-abc123.js',
    headers: { 'accept-encoding': 'gzip, deflate, br' },
  })
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringMatching(/^(?:text|application)\/javascript; charset=utf-8$/),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  })
  expect(brotliDecompressSync(rawPayload).toString()).toBe('export {}')
})

test('numbers are for this machine and for who has the token, and hold no person', async () => {
  const get = (headers: Readonly<Record<string, string>>, remoteAddress = '127.0.0.1') =>
    api.app.inject({ method: 'GET', url: '/metrics', headers, remoteAddress })
  const own = await get({})
  expect(own.statusCode).toBe(200)
  for (const name of [
    'process_cpu_seconds_total',
    'http_request_duration_seconds_bucket',
    'vekha_processes_open{kind="ticket"}',
    'vekha_processes_late',
    'vekha_outbox_age_seconds',
    'vekha_intake_age_seconds',
  ])
    expect(own.body).toContain(name)
  expect(own.body).not.toMatch(/@|nothing/)
  expect((await get({ 'x-forwarded-for': '203.0.113.7' })).statusCode).toBe(404)
  expect((await get({}, '203.0.113.7')).statusCode).toBe(404)
  expect((await get({ authorization: 'Bearer wrong' }, '203.0.113.7')).statusCode).toBe(404)
  expect((await get({ authorization: `Bearer ${testMetricsToken}` }, '203.0.113.7')).statusCode).toBe(200)
})

test('an engine without workers is not ready, a database is', async () => {
  const answer = await api.app.inject({ method: 'GET', url: '/readyz' })
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toEqual({ ok: false, database: true, engine: false })
})

test('bytes that are no HTTP end the connection, not the server', async () => {
  const address = new URL(await api.app.listen({ host: '127.0.0.1', port: 0 }))
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = httpRequest(
      {
        host: address.hostname,
        port: address.port,
        method: 'POST',
        path: '/trpc/session.login',
        headers: { ...json, 'content-length': '5' },
      },
      (response) => resolve(response.statusCode),
    )
    sent.on('error', reject)
    sent.end('{{{{{')
  })
  expect(status).toBe(400)
  expect((await fetch(new URL('/healthz', address))).status).toBe(200)
})
